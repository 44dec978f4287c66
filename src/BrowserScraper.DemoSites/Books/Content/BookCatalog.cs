using System.Collections.Frozen;
using System.Globalization;
using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Books.Content;

/// <summary>The books on the shelf.</summary>
internal sealed class BookCatalog
{
    private readonly FrozenDictionary<string, Book> byId;
    private readonly int seed;

    public BookCatalog(int count, int seed)
    {
        this.seed = seed;
        All = [.. Enumerable.Range(1, Math.Max(0, count)).Select(Create)];
        byId = All.ToFrozenDictionary(book => book.Id);
    }

    public IReadOnlyList<Book> All { get; }

    /// <summary>Null for an id that is not on the shelf.</summary>
    public Book? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The books that teach any of these skills, whatever their case; all where none is named.</summary>
    public IReadOnlyList<Book> Teaching(IReadOnlyCollection<string> skills) => skills.Count == 0
        ? All
        : [.. All.Where(book => book.Skills.Any(skill => skills.Contains(skill, StringComparer.OrdinalIgnoreCase)))];

    private Book Create(int position)
    {
        int[] picked =
        [
            Pick(position, "skill", BookWords.Skills.Length),
            .. Enumerable.Range(1, Pick(position, "more", 3))
                .Select(number => Pick(position, "skill", BookWords.Skills.Length, number)),
        ];
        string title = BookWords.Titles[Pick(position, "title", BookWords.Titles.Length)];
        string firstName = BookWords.FirstNames[Pick(position, "first", BookWords.FirstNames.Length)];
        string lastName = BookWords.LastNames[Pick(position, "last", BookWords.LastNames.Length)];
        return new Book(
            position,
            Id: $"QM{position:D5}",
            Title: string.Format(CultureInfo.InvariantCulture, title, BookWords.Skills[picked[0]]),
            Author: $"{firstName} {lastName}",
            Year: 2009 + Pick(position, "year", 17),
            Skills: [.. picked.Distinct().Order().Select(index => BookWords.Skills[index])],
            Chapters: 3 + Pick(position, "chapters", 6));
    }

    private int Pick(int position, string purpose, int choices, int number = 0) =>
        (int)(StableHash.Of(seed, purpose, $"{position}", number) % (ulong)choices);
}
