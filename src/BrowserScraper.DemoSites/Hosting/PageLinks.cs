using System.Net;
using System.Text;

namespace BrowserScraper.DemoSites.Hosting;

/// <summary>The links below a list that is too long for one page.</summary>
internal static class PageLinks
{
    private const int NumbersEachSide = 2;

    /// <param name="page">The page that is shown.</param>
    /// <param name="pages">How many there are.</param>
    /// <param name="addressOf">The address of a page by its number.</param>
    public static string Render(int page, int pages, Func<int, string> addressOf)
    {
        var links = new StringBuilder("""<nav class="paging" aria-label="Pages">""");
        if (page > 1)
        {
            Append(Math.Min(page - 1, pages), "Previous", "rel=\"prev\" aria-label=\"Previous page\"");
        }

        int previous = 0;
        foreach (int number in Enumerable.Range(1, pages).Where(number => IsShown(number, page, pages)))
        {
            links.Append(number > previous + 1 ? "<span>...</span>" : "");
            Append(number, $"{number}", number == page ? "aria-current=\"page\"" : $"aria-label=\"Page {number}\"");
            previous = number;
        }

        if (page < pages)
        {
            Append(page + 1, "Next", "rel=\"next\" aria-label=\"Next page\"");
        }

        return links.Append("</nav>").ToString();

        void Append(int number, string text, string attributes) =>
            links.Append($"""<a href="{WebUtility.HtmlEncode(addressOf(number))}" {attributes}>{text}</a>""");
    }

    private static bool IsShown(int number, int page, int pages) =>
        number == 1 || number == pages || Math.Abs(number - page) <= NumbersEachSide;
}
