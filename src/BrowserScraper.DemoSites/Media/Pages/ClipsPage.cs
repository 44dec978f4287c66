namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>Videos that play in the page, which fetches none of them before somebody plays it.</summary>
internal static class ClipsPage
{
    public static string Render(ResultsView view) => ResultsPage.Render(view, medium => $"""
        <video controls preload="none" poster="{medium.ThumbPath(ResultsPage.ThumbWidth)}" src="{medium.FullPath}"
          width="360" height="240" aria-label="{medium.Title}"></video>
        <p><span data-testid="title">{medium.Title}</span> <a href="{medium.FullPath}" aria-label="Download {medium.Title}">MP4</a></p>
        """);
}
