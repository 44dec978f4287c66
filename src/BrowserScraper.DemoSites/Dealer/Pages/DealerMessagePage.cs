namespace BrowserScraper.DemoSites.Dealer.Pages;

internal static class DealerMessagePage
{
    /// <summary>What a visitor sees when the portal itself is at fault.</summary>
    public static string Failure { get; } =
        Render("Something went wrong", "The portal could not answer this request. Please try again.");

    public static string TooMany { get; } = Render("Too many requests", "Please wait a moment and try again.");

    public static string Render(string heading, string text) => DealerFrame.Render(
        heading,
        $"""
            <section class="card">
              <h1>{heading}</h1>
              <p>{text}</p>
              <p><a href="/inventory">Back to the inventory</a></p>
            </section>
        """,
        width: "medium");
}
