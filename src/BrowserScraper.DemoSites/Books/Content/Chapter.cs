namespace BrowserScraper.DemoSites.Books.Content;

/// <summary>One chapter, as the page shows it and the EPUB holds it. Plain text.</summary>
internal sealed record Chapter(int Number, string Title, IReadOnlyList<string> Paragraphs);
