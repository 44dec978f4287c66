using BrowserScraper.Items;
using BrowserScraper.Output;
using FsCheck;
using FsCheck.Fluent;

namespace BrowserScraper.Tests.Output;

/// <summary>Names as a site might send them, put together from what is bad about names.</summary>
public sealed class FileNamesTests
{
    private static readonly string[] Pieces =
    [
        "a", "A", "b", "x.pdf", "X.PDF", "/", "\\", "..", "../..", ".", " ", "CON", "nul", "com1.", "?", ":", "\n", "\0", "\u007F",
        "\U0001F697",
        new('x', 100), new('\u8ECA', 60), "\u00E9", "e\u0301", "E\u0301", "\u00C5", "\u212B", "A\u030A", "\uAC00", "\u1100\u1161", "\u03AC",
        "\u1F71",
    ];

    /// <summary>How macOS sees the decomposed pieces.</summary>
    private static readonly (string Decomposed, string Composed)[] Twins =
        [("e\u0301", "\u00E9"), ("E\u0301", "\u00C9"), ("\u212B", "\u00C5"), ("A\u030A", "\u00C5"), ("\u1100\u1161", "\uAC00"),
            ("\u1F71", "\u03AC")];

    private static readonly Arbitrary<string[]> Names =
        Gen.Elements(Pieces).ArrayOf().Select(pieces => string.Concat(pieces.Take(12))).ArrayOf().ToArbitrary();

    [Fact]
    public void Claim_AnyNames_StayInTheFolderAndNeverMeet() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60),
        Prop.ForAll(Names, names =>
        {
            FileNames book = new([]);
            string[] given = [.. names.Select((name, key) => book.Claim($"{key}", SafeFileName.From(name)))];

            Assert.All(given, name => Assert.StartsWith("/job/files/", Path.GetFullPath(name, "/job/files"), StringComparison.Ordinal));
            string[] seen = [.. given.Select(AsSeenByMacOs)];
            Assert.Equal(names.Length, seen.Distinct(StringComparer.Ordinal).Count());
            Assert.DoesNotContain(seen, file => seen.Any(other => other.StartsWith($"{file}/", StringComparison.Ordinal)));
            Assert.Equal(given, names.Select((name, key) => book.Claim($"{key}", SafeFileName.From(name))));
        }));

    [Theory]
    [InlineData("1HGCM82633A004352.pdf")]
    [InlineData("2025/October/a b.pdf")]
    [InlineData("\u00E4\u8ECA.pdf")]
    public void Claim_GoodName_IsKept(string name) => Assert.Equal(name, new FileNames([]).Claim("key", name));

    [Theory]
    [InlineData("x.pdf", "x.pdf")]
    [InlineData("x.pdf", "X.PDF")]
    [InlineData("x/\u00E9.pdf", "X/\u00C9.pdf")]
    [InlineData("x", "x/a.pdf")]
    [InlineData("x/a.pdf", "X")]
    public void Claim_NameOfAnotherItem_GetsAnother(string first, string second)
    {
        FileNames book = new([Done("one", first)]);

        Assert.NotEqual(second, book.Claim("two", second));
        Assert.Equal(first, book.Claim("one", first));
    }

    [Fact]
    public void Claim_NameOfAnEarlierRun_IsKeptThoughItWouldNotBeGivenToday() =>
        Assert.Equal("e\u0301.pdf", new FileNames([Done("one", "e\u0301.pdf")]).Claim("one", "e\u0301.pdf"));

    private static ItemRecord Done(string key, string file) =>
        new(new WorkItem(key)) { State = ItemState.Done, Files = [new SavedFile(file, 1, new string('0', 64))] };

    private static string AsSeenByMacOs(string name) =>
        Twins.Aggregate(name, (seen, twin) => seen.Replace(twin.Decomposed, twin.Composed, StringComparison.Ordinal)).ToUpperInvariant();
}
