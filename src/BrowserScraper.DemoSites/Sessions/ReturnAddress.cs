namespace BrowserScraper.DemoSites.Sessions;

/// <summary>Where a visitor wanted to go before a page stood in between.</summary>
internal sealed class ReturnAddress(string home)
{
    public const string Field = "returnUrl";

    /// <summary>The query that takes the address of this request along.</summary>
    public static string QueryOf(HttpContext context) => HttpMethods.IsGet(context.Request.Method)
        ? $"?{Field}={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}"
        : "";

    public string Wanted(HttpContext context) => Local(context.Request.Query[Field]);

    public string Wanted(IFormCollection form) => Local(form[Field]);

    // "//host" and "/\host" are other sites to a browser.
    private string Local(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.AsSpan().ContainsAny('\r', '\n')
            ? address
            : home;
}
