using System.Net;
using BrowserScraper.DemoSites.Books.Content;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Books.Pages;

internal static class ShelfPage
{
    private const string Empty = """<p role="status" data-testid="shelf-empty">No book fits.</p>""";

    public static string Render(ShelfView view) => BookFrame.Render(
        $"Shelf, page {view.Page} of {view.Pages}",
        $"""
            <h1>Shelf</h1>
            <p class="quiet" data-testid="book-count"><span class="numerals">{view.Found:N0}</span> books</p>
            <form class="skills" method="get" action="/shelf" aria-label="Filter by skill">
              {string.Concat(BookWords.Skills.Select(skill => Choice(view, skill)))}
              <button type="submit">Show</button>
            </form>
            {(view.Books.Count == 0 ? Empty : "")}
            <ul class="shelf" data-testid="shelf" data-page="{view.Page}" aria-label="Books">
              {string.Concat(view.Books.Select(book => Row(view, book)))}
            </ul>
            {PageLinks.Render(view.Page, view.Pages, number => AddressOf(view, number))}
        """);

    private static string Choice(ShelfView view, string skill)
    {
        string state = view.Skills.Contains(skill, StringComparer.OrdinalIgnoreCase) ? "checked" : "";
        return $"""<label><input type="checkbox" name="skill" value="{skill}" {state}>{skill}</label>""";
    }

    private static string Row(ShelfView view, Book book) => $"""
        <li data-testid="book-row" data-book-id="{book.Id}">
          <img src="/assets/covers/{book.Id}.svg" alt="" width="96" height="134" loading="lazy">
          <div>
            <a href="{view.BookPath}{book.Id}">{book.Title}</a>
            <p>{book.Author}</p>
            <p class="tags">{string.Concat(book.Skills.Select(skill => $"<span>{skill}</span>"))}</p>
            <p class="quiet">{book.Id}</p>
          </div>
        </li>
        """;

    private static string AddressOf(ShelfView view, int page) =>
        $"/shelf?page={page}{string.Concat(view.Skills.Select(skill => $"&skill={WebUtility.UrlEncode(skill)}"))}";
}
