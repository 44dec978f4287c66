using BrowserScraper.DemoSites.Books.Content;
using BrowserScraper.DemoSites.Books.Pages;
using BrowserScraper.DemoSites.Books.Tokens;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Books;

/// <summary>A book's EPUB, for readers, and its cover, for anyone.</summary>
internal sealed class BookFiles(
    BookCatalog catalog, TokenGate gate, FaultSwitch faults, SignInPages signIn, VisitCounters counters)
{
    // As real sites do: whoever is signed out gets the sign-in page as if it were the file, or is told so.
    private readonly TokenRefusal withSignInPage = TokenRefusal.Api with { SignedOut = signIn.ShowAsync };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/books/{id}/book.epub", SendEpubAsync);
        routes.MapGet("/assets/covers/{file}", SendCoverAsync);
    }

    private async Task SendEpubAsync(HttpContext context)
    {
        Book? book = catalog.Find((string)context.Request.RouteValues["id"]!);
        bool isOdd = book?.Position % 2 == 1;
        if (!await gate.AdmitAsync(context, TokenPurpose.Document, isOdd ? withSignInPage : TokenRefusal.Api))
        {
            return;
        }

        await (book is null ? BookReading.NotFoundAsync(context) : SendEpubAsync(context, book));
    }

    private Task SendEpubAsync(HttpContext context, Book book)
    {
        FaultStrike? strike = faults.Next(book.Id, book.Position);
        if (strike?.Kind == FaultKind.HtmlInsteadOfPdf)
        {
            return context.HtmlAsync(BookMessagePage.Failure);
        }

        byte[] epub = BookEpub.Of(book);
        context.AnnounceFile("application/epub+zip", $"{book.Id}.epub");
        return strike switch
        {
            null => context.SendWholeAsync(epub, () => counters.CountFile(book.Id)),
            { IsOdd: true } => context.SendBrokenOffAsync(epub),
            _ => context.SendShortAsync(epub),
        };
    }

    private Task SendCoverAsync(HttpContext context)
    {
        string file = (string)context.Request.RouteValues["file"]!;
        Book? book = Path.GetExtension(file) == ".svg"
            ? catalog.Find(Path.GetFileNameWithoutExtension(file))
            : null;
        return EmbeddedAssets.SendAsync(context, file, book is null ? null : BookCover.Of(book));
    }
}
