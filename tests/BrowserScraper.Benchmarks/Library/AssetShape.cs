namespace BrowserScraper.Benchmarks.Library;

/// <summary>Where a page has its pictures and styles, and whether their addresses tell what they are.</summary>
internal enum AssetShape
{
    WithEndings,
    WithoutEndings,
    ByScript,
    InFrame,
    InFrameOfAnotherSite,
    InPopup,
}
