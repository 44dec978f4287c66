namespace BrowserScraper.DemoSites.Odd.Pages;

/// <summary>What stands in place of an item's page.</summary>
internal static class OddPlacePage
{
    private const string Check = "<h1>Checking your browser</h1><p>This takes a few seconds. Please wait.</p>";

    public static string Render(OddSignOut shape, OddItemKind kind) => kind switch
    {
        OddItemKind.WallRefresh => """
            <!doctype html><html><head><meta charset="utf-8"><meta http-equiv="refresh" content="30">
            <title>One moment</title></head><body></body></html>
            """,
        OddItemKind.ConsentPage => OddFrame.Bare(
            "Your privacy",
            "<h1>We value your privacy</h1><p>We and our 812 partners store cookies.</p><button type=\"button\">Accept all</button>"),
        OddItemKind.Maintenance => OddFrame.Bare("Maintenance", "<h1>We will be back soon</h1><p>The portal is being worked on.</p>"),
        OddItemKind.SoftNotFound =>
            OddFrame.Inside(shape, "Not found", "<h1>This item does not exist</h1><p>Please check the address.</p>"),
        OddItemKind.SoftNotFoundWithFields => OddFrame.Inside(
            shape, "Not found",
            "<h1>This item does not exist</h1><p data-testid=\"note\">Nothing is known.</p><p data-testid=\"code\">none</p>"),
        _ => OddFrame.Bare("One moment", Check),
    };
}
