namespace BrowserScraper.DemoSites.Faults;

/// <summary>What a demo portal can be told to do wrong. In a rule the names are written in kebab-case.</summary>
public enum FaultKind
{
    /// <summary><c>error500</c>: the item's page answers 500.</summary>
    Error500,

    /// <summary><c>hang</c>: the item's page never answers.</summary>
    Hang,

    /// <summary><c>error429</c>: the item's page answers 429 with <c>Retry-After: 1</c>.</summary>
    Error429,

    /// <summary><c>logout</c>: the session ends, and the answer is what a signed-out visitor gets.</summary>
    Logout,

    /// <summary><c>endless-script</c>: a script of the item's page never ends.</summary>
    EndlessScript,

    /// <summary><c>endless-close</c>: the item's page never shows what it should, and what it does on leaving never ends.</summary>
    EndlessClose,

    /// <summary><c>truncated-pdf</c>: half a file, either broken off or under a length that fits the half.</summary>
    TruncatedPdf,

    /// <summary><c>html-instead-of-pdf</c>: 200 and an error page where the file should be.</summary>
    HtmlInsteadOfPdf,

    /// <summary><c>same-pdf</c>: the file of the first vehicle, whichever was asked for.</summary>
    SamePdf,
}
