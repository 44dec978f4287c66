namespace BrowserScraper.DemoSites.Books.Pages;

internal static class BookPage
{
    // The script's address carries the id, so that each book has its share of the assets' latency before its chapters.
    public static string Render(Book book) => BookFrame.Render(
        book.Title,
        $"""
            <article data-testid="book" data-book-id="{book.Id}" data-chapters="{book.Chapters}" aria-busy="true">
              <aside>
                <img src="/assets/covers/{book.Id}.svg" alt="Cover of {book.Title}" width="240" height="336">
                <a class="button" href="/books/{book.Id}/book.epub">Download EPUB</a>
                <dl>
                  <dt>Author</dt><dd data-testid="author">{book.Author}</dd>
                  <dt>Year</dt><dd data-testid="year" class="numerals">{book.Year}</dd>
                  <dt>Skills</dt><dd data-testid="skills">{string.Join(", ", book.Skills)}</dd>
                  <dt>Number</dt><dd data-testid="id">{book.Id}</dd>
                </dl>
              </aside>
              <div class="text">
                <p><a href="/shelf">Shelf</a></p>
                <h1>{book.Title}</h1>
                <p class="alert" role="alert" data-testid="book-error" hidden>This book could not be loaded.</p>
                <div data-part="chapters"></div>
                <p class="quiet" role="status" data-part="progress">Loading chapter 1 of {book.Chapters}</p>
              </div>
            </article>
        """,
        scriptQuery: $"?book={book.Id}");
}
