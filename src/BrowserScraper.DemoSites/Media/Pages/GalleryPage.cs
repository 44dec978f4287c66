namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>Results that link to their files.</summary>
internal static class GalleryPage
{
    public static string Render(ResultsView view) => ResultsPage.Render(view, medium => $"""
        <a href="{medium.FullPath}">{ResultsPage.Thumb(medium)}<span data-testid="title">{medium.Title}</span></a>
        """);
}
