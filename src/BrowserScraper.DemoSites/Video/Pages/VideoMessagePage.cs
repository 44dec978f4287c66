namespace BrowserScraper.DemoSites.Video.Pages;

/// <summary>A page instead of a video. One that says that the video is not to be had is marked as a notice, what passes is not.</summary>
internal static class VideoMessagePage
{
    public static string Private { get; } = Notice("This video is private", "Its owner has to let you watch it.");

    public static string Unavailable { get; } = Notice("This video is unavailable", "It is not shown where you are.");

    public static string Removed { get; } = Notice("This video is not available any more", "It was removed, or never was here.");

    public static string TooMany { get; } = Render("Too many requests", "<p>That was too fast. Please wait a moment and try again.</p>");

    public static string Overloaded { get; } = Render("Too much at once", "<p>Our machines are busy. Please try again later.</p>");

    private static string Notice(string heading, string text) =>
        Render(heading, $"<p>{text}</p>", " role=\"alert\" data-testid=\"notice\"");

    private static string Render(string heading, string text, string mark = "") => VideoFrame.Render(
        heading,
        $"""
            <section class="message">
              <h1{mark}>{heading}</h1>
              {text}
              <p><a href="/watch-list">Back to the watch list</a></p>
            </section>
        """);
}
