namespace BrowserScraper.Browsers;

/// <summary>Something that a page has begun and that may become a download.</summary>
/// <param name="Frame">The frame that is to go there; null for a window.</param>
/// <param name="Address">Where to.</param>
/// <param name="IsOfClick">It was begun while the click was handled.</param>
/// <param name="IsForm">By sending a form.</param>
internal sealed record Beginning(string? Frame, string Address, bool IsOfClick, bool IsForm)
{
    public bool IsWindow => Frame is null;
}
