namespace BrowserScraper.DemoSites.Odd;

/// <summary>What stands in place of an item's page, with 200.</summary>
public enum OddItemKind
{
    /// <summary>A bot check, and nothing that says so but its text.</summary>
    Wall,

    /// <summary>A bot check with the header <c>cf-mitigated: challenge</c>.</summary>
    WallWithHeader,

    /// <summary>A bot check with <c>Retry-After</c>.</summary>
    WallWithRetryAfter,

    /// <summary>A page of nothing but a meta refresh.</summary>
    WallRefresh,

    /// <summary>A page that asks for consent to cookies.</summary>
    ConsentPage,

    /// <summary>A page that says that the site is being worked on.</summary>
    Maintenance,

    /// <summary>"This item does not exist" in the portal's own frame.</summary>
    SoftNotFound,

    /// <summary>The same with the item's fields, which say the same for every item.</summary>
    SoftNotFoundWithFields,

    /// <summary>The page of the next item.</summary>
    Neighbour,

    /// <summary>The sessions of all end, and the form comes.</summary>
    EndsSession,
}
