using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

internal static class MediaMessagePage
{
    public static string NotFound(SourceFacts source) =>
        Render(source, "Page not found", "There is nothing at this address, or no longer.");

    public static string TooMany(SourceFacts source) =>
        Render(source, "Too many requests", "That was too fast. Please wait a moment and try again.");

    /// <summary>What a visitor sees when the source itself is at fault.</summary>
    public static string Failure(SourceFacts source) =>
        Render(source, "Something went wrong", "The search is out of order. Please try again later.");

    private static string Render(SourceFacts source, string heading, string text) => MediaFrame.Render(
        source,
        heading,
        $"""
            <section class="welcome">
              <h1>{heading}</h1>
              <p>{text}</p>
              <p><a href="/">Back to the first page</a></p>
            </section>
        """);
}
