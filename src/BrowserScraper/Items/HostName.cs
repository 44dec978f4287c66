namespace BrowserScraper.Items;

/// <summary>How hosts are called.</summary>
internal static class HostName
{
    /// <summary>The scheme of kept addresses at hosts below the site's own: <c>below://label/path</c>.</summary>
    public const string Below = "below";

    /// <summary>Host and port; that of https is left out.</summary>
    public static string Of(Uri address) =>
        address is { Scheme: "https", IsDefaultPort: true } ? address.Host : $"{address.Host}:{address.Port}";
}
