using System.Text;
using BrowserScraper.Output;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Output;

public sealed class SafeFileNameTests
{
    private static readonly string[] Nasty =
    [
        "../../x", "..\\..\\x", "/etc/passwd", "C:\\Windows\\win.ini", "//server/share", "a/../b", "a//b", "a/b/",
        "CON", "nul.txt", "com1.tar.gz", "CON .txt", "LPT\u00B9.pdf", "CONOUT$",
        "", ".", "..", "...", "trailing. ", " leading", "line\nbreak\u0000.pdf", "what?<>:\"|*.pdf",
        "\U0001F697.pdf", "../", "\\", "a\u0001/b\u0002",
    ];

    private static readonly string[] Long = [new('x', 300), new('x', 301), $"{new string('\u8ECA', 300)}.pdf", $"a.{new string('e', 300)}"];

    public static TheoryData<string> NastyNames => [.. Nasty, .. Long];

    [Theory]
    [InlineData("1HGCM82633A004352.pdf")]
    [InlineData("2025/october/a b.pdf")]
    [InlineData("\u00E4\u8ECA-_()[]{}!#%&+,;=@~$'.pdf")]
    [InlineData("console.txt")]
    [InlineData("a.b.c")]
    public void From_GoodName_IsKept(string name) => Assert.Equal(name, SafeFileName.From(name));

    [Theory]
    [MemberData(nameof(NastyNames))]
    public void From_NastyName_StaysInTheFolderAndCanBeWritten(string name)
    {
        using TemporaryFolder folder = new();

        string path = folder[SafeFileName.From(name)];

        Assert.StartsWith(folder.Root + Path.DirectorySeparatorChar, Path.GetFullPath(path), StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
    }

    [Theory]
    [MemberData(nameof(NastyNames))]
    public void From_NastyName_IsFineOnWindowsToo(string name)
    {
        Assert.All(SafeFileName.From(name).Split('/'), part =>
        {
            Assert.DoesNotContain(part, letter => char.IsControl(letter) || "<>:\"|?*\\".Contains(letter));
            Assert.Equal(part.Trim(' ', '.'), part);
            Assert.NotEqual("", part);
            Assert.DoesNotMatch("(?i)^(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00B9\u00B2\u00B3]) *(\\.|$)", part);
            Assert.InRange(Encoding.UTF8.GetByteCount(part), 1, 150);
        });
    }

    [Fact]
    public void From_DistinctNames_StayDistinct()
    {
        string[] names = [.. Nasty, .. Long, "x", "a/b", "a_/b_", "nul-.txt", "what________.pdf", "__.pdf", "trailing", "leading"];

        string[] safe = [.. names.Select(SafeFileName.From)];

        Assert.Equal(names.Length, safe.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void From_ChangedName_KeepsItsExtensionAndIsTheSameEachTime()
    {
        string once = SafeFileName.From("what?.pdf");

        Assert.Matches("^what_-[0-9a-f]{8}\\.pdf$", once);
        Assert.Equal(once, SafeFileName.From("what?.pdf"));
    }

    [Theory]
    [InlineData("a/b", "a_b")]
    [InlineData("a\\b", "a_b")]
    [InlineData("a/b", "a\\b")]
    public void Single_KeysThatDifferByASeparator_AreTwoFolders(string one, string other)
    {
        Assert.NotEqual(SafeFileName.Single(one), SafeFileName.Single(other));
        Assert.DoesNotContain('/', SafeFileName.Single(one));
        Assert.DoesNotContain('\\', SafeFileName.Single(one));
    }
}
