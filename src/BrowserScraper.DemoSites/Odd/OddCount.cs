namespace BrowserScraper.DemoSites.Odd;

internal enum OddCount
{
    SignIn,
    FormPost,
    License,
    Ending,
    ListPage,
    ItemPage,
    ItemRequest,
    OddPage,
    Stale,
    File,
    TooMany,
    Cut,
    Refresh,
    RefusedToken,
}
