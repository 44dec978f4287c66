using BrowserScraper.DemoSites.Media.Content;

namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>
/// Pictures with candidates of several sizes, the largest of which is the file. Those further down have them in
/// <c>data-srcset</c>, until they come near and a script moves them.
/// </summary>
internal static class LazyPage
{
    private const int AtOnce = 6;
    private const string Blank = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='360' height='240'/%3E";

    public static string Render(ResultsView view)
    {
        var waiting = view.Shown.Skip(AtOnce).ToHashSet();
        return ResultsPage.Render(
            view,
            medium => $"""
                <figure>{Picture(medium, waiting.Contains(medium))}<figcaption data-testid="title">{medium.Title}</figcaption></figure>
                """,
            "lazy.js");
    }

    private static string Picture(Medium medium, bool isWaiting)
    {
        const int Width = ResultsPage.ThumbWidth;
        string thumb = medium.ThumbPath(Width);

        // In no order, and parted with a blank or without, as nothing says that it has to be otherwise.
        string set = string.Join(
            isWaiting ? "," : ", ",
            $"{thumb} {Width}w",
            $"{medium.FullPath} {medium.Scene.Width}w",
            $"{medium.ThumbPath(ResultsPage.SmallThumbWidth)} {ResultsPage.SmallThumbWidth}w");
        string addresses = isWaiting
            ? $"""src="{Blank}" data-src="{thumb}" data-srcset="{set}" """
            : $"""src="{thumb}" srcset="{set}" """;
        return $"""
            <img {addresses} sizes="240px" loading="lazy" width="{Width}" height="{Width * 2 / 3}" alt="{medium.Title}">
            """;
    }
}
