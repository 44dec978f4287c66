using System.Collections.Concurrent;
using System.Globalization;
using BrowserScraper.DemoSites.Books.Content;
using BrowserScraper.DemoSites.Books.Pages;
using BrowserScraper.DemoSites.Books.Tokens;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Books;

/// <summary>The page of one book, the redirects on the way to it, and its chapters, which a script asks for.</summary>
internal sealed class BookReading(
    BookCatalog catalog, TokenGate gate, FaultSwitch faults, IReadOnlyCollection<string> hangingChapters)
{
    private readonly ConcurrentDictionary<string, bool> toHang =
        new(hangingChapters.Distinct(StringComparer.Ordinal).Select(id => KeyValuePair.Create(id, true)));

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/read/{id}", context => LeadOnAsync(context, id => $"/read/{id}/open"));
        routes.MapGet("/read/{id}/open", context => LeadOnAsync(context, id => $"/books/{id}"));
        routes.MapGet("/books/{id}", ShowAsync);
        routes.MapGet("/api/books/{id}/chapters/{number}", ChapterAsync);
    }

    public static Task NotFoundAsync(HttpContext context) => context.HtmlAsync(
        BookMessagePage.Render("Book not found", "This book is not, or no longer, on the shelf."),
        StatusCodes.Status404NotFound);

    private async Task LeadOnAsync(HttpContext context, Func<string, string> next)
    {
        if (await gate.AdmitAsync(context, TokenPurpose.Document, TokenRefusal.Page))
        {
            await (catalog.Find(IdIn(context)) is { } book
                ? context.RedirectAsync(next(book.Id))
                : NotFoundAsync(context));
        }
    }

    private async Task ShowAsync(HttpContext context)
    {
        Book? book = catalog.Find(IdIn(context));
        FaultKind? fault = book is not null && gate.IsSignedIn(context)
            ? faults.Next(book.Id, book.Position)?.Kind
            : null;
        if (fault == FaultKind.Hang)
        {
            await context.HangAsync();
            return;
        }

        if (fault == FaultKind.Logout)
        {
            gate.End(context);
        }

        if (await gate.AdmitAsync(context, TokenPurpose.Document, TokenRefusal.Page))
        {
            await (book is null ? NotFoundAsync(context) : fault switch
            {
                FaultKind.Error500 => context.HtmlAsync(BookMessagePage.Failure, StatusCodes.Status500InternalServerError),
                FaultKind.Error429 => context.TooManyAsync(BookMessagePage.TooMany),
                _ => context.HtmlAsync(BookPage.Render(book)),
            });
        }
    }

    private async Task ChapterAsync(HttpContext context)
    {
        Book? book = catalog.Find(IdIn(context));
        string asked = (string)context.Request.RouteValues["number"]!;
        bool isNumber = int.TryParse(asked, NumberStyles.None, null, out int number);
        if (book is not null && number == 1 && gate.IsSignedIn(context) && toHang.TryRemove(book.Id, out _))
        {
            await context.HangAsync();
            return;
        }

        if (await gate.AdmitAsync(context, TokenPurpose.Api, TokenRefusal.Api))
        {
            await (book is not null && isNumber && number >= 1 && number <= book.Chapters
                ? context.JsonAsync(BookText.ChapterOf(book, number))
                : context.JsonAsync(new { error = "unknown-chapter" }, StatusCodes.Status404NotFound));
        }
    }

    private static string IdIn(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
