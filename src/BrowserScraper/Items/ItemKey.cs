namespace BrowserScraper.Items;

/// <summary>What a site's own name for an item may be, and where its page may be.</summary>
internal static class ItemKey
{
    private const int Longest = 200;

    /// <summary>The key as it is kept: without what nobody sees in it.</summary>
    public static string Of(string? key) => CleanText.Of(key ?? "");

    /// <summary>The machine's own files, and what scripts write into an address, are no pages of a site.</summary>
    /// <returns>Why an item cannot be there; null where it can, or has no address.</returns>
    public static string? FaultOfAddress(Uri? address) =>
        address is null || !address.IsAbsoluteUri || address.Scheme is "http" or "https"
            ? null : $"its address begins with {address.Scheme}:, and only http: and https: are opened";

    /// <returns>Why a key, as <see cref="Of"/> makes it, cannot be used; null where it can.</returns>
    public static string? Fault(string key) => key switch
    {
        { Length: 0 } => "it is empty",
        { Length: > Longest } => $"it has {key.Length} characters, and {Longest} are the most",
        _ when key.Any(char.IsControl) => "there are control characters in it",
        _ => null,
    };
}
