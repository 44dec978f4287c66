using System.Net;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Video.Pages;

internal static class WatchListPage
{
    public static string Render(IEnumerable<DemoVideo> shown, int page, int pages, int videos) => VideoFrame.Render(
        $"Watch list, page {page} of {pages}",
        $"""
            <h1>Watch list</h1>
            <p class="quiet" data-testid="video-count">{videos:N0} {(videos == 1 ? "video" : "videos")}</p>
            <ol class="videos" data-testid="videos" aria-label="Videos">
              {string.Concat(shown.Select(Item))}
            </ol>
            {PageLinks.Render(page, pages, number => $"/watch-list?page={number}")}
        """);

    public static string Length(TimeSpan length) => length.TotalHours < 1 ? $"{length:m\\:ss}" : $"{length:h\\:mm\\:ss}";

    private static string Item(DemoVideo video) => $"""
        <li data-testid="video" data-id="{video.Id}"><a
          href="/watch?v={video.Id}">{WebUtility.HtmlEncode(video.Title)}</a> <span>{Length(video.Length)}</span></li>
        """;
}
