namespace BrowserScraper.DemoSites.Books.Pages;

/// <summary>What one page of the shelf shows.</summary>
/// <param name="Books">The books of this page.</param>
/// <param name="Found">How many there are on all pages.</param>
/// <param name="Page">This page, counted from 1.</param>
/// <param name="Pages">All pages.</param>
/// <param name="Skills">The skills that were asked for, as they were written.</param>
/// <param name="BookPath">What stands before a book's id in its link.</param>
internal sealed record ShelfView(
    IReadOnlyList<Book> Books, int Found, int Page, int Pages, IReadOnlyList<string> Skills, string BookPath);
