namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>Results that link to pages of their own.</summary>
internal static class ThumbsPage
{
    public static string Render(ResultsView view) => ResultsPage.Render(view, medium => $"""
        <a href="/photo/{medium.Id}">{ResultsPage.Thumb(medium)}<span data-testid="title">{medium.Title}</span></a>
        """);
}
