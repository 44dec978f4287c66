namespace BrowserScraper.DemoSites.Media;

/// <summary>The names of the portal's sources: the first label of their host names.</summary>
public static class MediaSources
{
    /// <summary>Result pages drawn by the server, twelve results each; a result links to its file.</summary>
    public const string Gallery = "gallery";

    /// <summary>Endless scrolling: a script adds ten results at a time.</summary>
    public const string Scroller = "scroller";

    /// <summary>A script asks a JSON API and draws the results.</summary>
    public const string Api = "api";

    /// <summary>Pictures that load when they come near; the largest candidate of their source set is the file.</summary>
    public const string Lazy = "lazy";

    /// <summary>Small pictures; the file's address stands on a page of its own.</summary>
    public const string Thumbs = "thumbs";

    /// <summary>Videos.</summary>
    public const string Clips = "clips";

    /// <summary>Results come only after "Accept all".</summary>
    public const string Consent = "consent";

    /// <summary>Every search fails.</summary>
    public const string Broken = "broken";

    /// <summary>All of them, in the order of the portal's page.</summary>
    public static IReadOnlyList<string> All { get; } = [Gallery, Scroller, Api, Lazy, Thumbs, Clips, Consent, Broken];
}
