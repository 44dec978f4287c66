namespace BrowserScraper.DemoSites.Odd;

/// <summary>How one gets through the list.</summary>
public enum OddListForm
{
    /// <summary>Links to items and to the next page.</summary>
    Links,

    /// <summary>The same; items are <c>/app#/item/N</c>, one document, which draws them 0.3 s after the address has changed.</summary>
    HashRoutes,

    /// <summary>A button "Next" has a script replace the rows, and change the address by <c>pushState</c>.</summary>
    PushState,

    /// <summary>The same, and rows have keys but no links; the address stays.</summary>
    Buttons,
}
