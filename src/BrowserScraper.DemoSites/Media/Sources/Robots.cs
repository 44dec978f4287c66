namespace BrowserScraper.DemoSites.Media.Sources;

internal static class Robots
{
    public static string Text(bool allowsAll) => $"""
        User-agent: *
        Disallow:{(allowsAll ? "" : " /search")}

        """;
}
