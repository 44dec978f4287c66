namespace BrowserScraper.Items;

/// <summary>What a site's own name for an item may be.</summary>
internal static class ItemKey
{
    private const int Longest = 200;

    /// <summary>The key as it is kept: without what nobody sees in it.</summary>
    public static string Of(string? key) => CleanText.Of(key ?? "");

    /// <returns>Why a key, as <see cref="Of"/> makes it, cannot be used; null where it can.</returns>
    public static string? Fault(string key) => key switch
    {
        { Length: 0 } => "it is empty",
        { Length: > Longest } => $"it has {key.Length} characters, and {Longest} are the most",
        _ when key.Any(char.IsControl) => "there are control characters in it",
        _ => null,
    };
}
