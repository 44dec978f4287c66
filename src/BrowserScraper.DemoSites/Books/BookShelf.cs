using BrowserScraper.DemoSites.Books.Content;
using BrowserScraper.DemoSites.Books.Pages;
using BrowserScraper.DemoSites.Books.Tokens;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Books;

/// <summary>The list of books, drawn by the server, page by page and by skill.</summary>
internal sealed class BookShelf(BookCatalog catalog, TokenGate gate, int booksPerPage, bool readByRedirect)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/shelf", ShowAsync);

    private async Task ShowAsync(HttpContext context)
    {
        if (!await gate.AdmitAsync(context, TokenPurpose.Document, TokenRefusal.Page))
        {
            return;
        }

        string[] skills = [.. context.Request.Query["skill"].OfType<string>().Where(skill => skill.Length > 0)];
        IReadOnlyList<Book> found = catalog.Teaching(skills);
        int page = context.Page();
        await context.HtmlAsync(ShelfPage.Render(new ShelfView(
            [.. found.Skip((int)Math.Min((page - 1L) * booksPerPage, found.Count)).Take(booksPerPage)],
            found.Count,
            page,
            Pages: Math.Max(1, ((found.Count - 1) / booksPerPage) + 1),
            skills,
            readByRedirect ? "/read/" : "/books/")));
    }
}
