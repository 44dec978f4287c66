namespace BrowserScraper.DemoSites.Books;

/// <summary>One book of the library.</summary>
/// <param name="Position">Its place on the shelf, counted from 1.</param>
/// <param name="Id">The library's own name for it, unique, such as <c>QM00001</c>.</param>
/// <param name="Title">What its page is headed with.</param>
/// <param name="Author">An invented person.</param>
/// <param name="Year">When it came out.</param>
/// <param name="Skills">What it teaches: one to three of the shelf's skills, in the shelf's order.</param>
/// <param name="Chapters">How many chapters it has: 3 to 8.</param>
public sealed record Book(
    int Position, string Id, string Title, string Author, int Year, IReadOnlyList<string> Skills, int Chapters);
