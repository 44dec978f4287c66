namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>What a visitor asks for.</summary>
internal static class SearchRequest
{
    public static string Query(this HttpContext context) => context.Request.Query["q"].ToString().Trim();
}
