namespace BrowserScraper.DemoSites.Hosting;

/// <summary>Numbers that stand in an address.</summary>
internal static class QueryNumbers
{
    /// <summary>A whole number from the address, or what counts where there is none.</summary>
    public static int Number(this HttpContext context, string name, int missing, int least) =>
        int.TryParse(context.Request.Query[name], out int number) && number >= least ? number : missing;

    /// <summary>Which page of a list is wanted, counted from 1.</summary>
    public static int Page(this HttpContext context) => context.Number("page", missing: 1, least: 1);
}
