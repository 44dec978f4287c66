namespace BrowserScraper.Session;

/// <summary>A place in what a site's pages keep in the browser.</summary>
/// <param name="IsLocal">localStorage, which all pages of a context share; else sessionStorage, which each page has for itself.</param>
/// <param name="Origin">Whose it is, such as <c>https://portal.example</c>.</param>
/// <param name="Name">The key.</param>
internal sealed record StorageKey(bool IsLocal, string Origin, string Name)
{
    /// <summary>The kind of storage, for messages and files.</summary>
    public string Kind => KindOf(IsLocal);

    public static string KindOf(bool isLocal) => isLocal ? "localStorage" : "sessionStorage";
}
