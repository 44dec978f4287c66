namespace BrowserScraper.DemoSites.Hosting;

/// <summary>A number and what it counts, as people write it: <c>1 book</c>, <c>2 books</c>.</summary>
internal static class Plural
{
    public static string Of(int number, string one) => $"{number} {one}{(number == 1 ? "" : "s")}";
}
