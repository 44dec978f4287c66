using System.Globalization;
using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Books.Content;

/// <summary>Writes a book's chapters. The same book gives the same text, in every run.</summary>
internal static class BookText
{
    private const int SentencesEach = 6;

    public static IEnumerable<Chapter> ChaptersOf(Book book) =>
        Enumerable.Range(1, book.Chapters).Select(number => ChapterOf(book, number));

    /// <param name="book">The book.</param>
    /// <param name="number">Counted from 1.</param>
    public static Chapter ChapterOf(Book book, int number)
    {
        int first = Pick(book, "chapter", 0, BookWords.ChapterTitles.Length);
        int paragraphs = 3 + Pick(book, "paragraphs", number, 3);
        return new Chapter(
            number,
            BookWords.ChapterTitles[(first + number) % BookWords.ChapterTitles.Length],
            [.. Enumerable.Range(0, paragraphs).Select(index => ParagraphOf(book, number, index))]);
    }

    private static string ParagraphOf(Book book, int chapter, int index)
    {
        int place = (chapter * 100) + index;
        string skill = book.Skills[place % book.Skills.Count];

        // 7 and the number of sentences have no common factor, so that none comes twice in a paragraph.
        int first = Pick(book, "sentence", place, BookWords.Sentences.Length);
        IEnumerable<string> sentences = Enumerable.Range(0, SentencesEach)
            .Select(step => BookWords.Sentences[(first + (7 * step)) % BookWords.Sentences.Length]);
        if (index == 0)
        {
            sentences = sentences.Prepend(BookWords.Openings[Pick(book, "opening", place, BookWords.Openings.Length)]);
        }

        return string.Format(CultureInfo.InvariantCulture, string.Join(' ', sentences), skill, book.Title);
    }

    private static int Pick(Book book, string purpose, int number, int choices) =>
        (int)(StableHash.Of(book.Position, purpose, book.Title, number) % (ulong)choices);
}
