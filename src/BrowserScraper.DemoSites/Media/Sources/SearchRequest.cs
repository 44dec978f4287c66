using Microsoft.AspNetCore.Http;

namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>What a visitor asks for.</summary>
internal static class SearchRequest
{
    public static string Query(this HttpContext context) => context.Request.Query["q"].ToString().Trim();

    /// <summary>A whole number from the address, or what counts where there is none.</summary>
    public static int Number(this HttpContext context, string name, int missing, int least) =>
        int.TryParse(context.Request.Query[name], out int number) && number >= least ? number : missing;
}
