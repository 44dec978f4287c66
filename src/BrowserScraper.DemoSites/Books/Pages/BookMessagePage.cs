namespace BrowserScraper.DemoSites.Books.Pages;

internal static class BookMessagePage
{
    /// <summary>What a reader sees when the portal itself is at fault.</summary>
    public static string Failure { get; } =
        Render("A page is missing", "The reading room could not answer. Please try again.");

    public static string TooMany { get; } =
        Render("One moment, please", "That was too fast. Please wait and try again.");

    public static string Render(string heading, string text) => BookFrame.Render(
        heading,
        $"""
            <h1>{heading}</h1>
            <p>{text}</p>
            <p><a href="/shelf">Back to the shelf</a></p>
        """);
}
