using BrowserScraper.Reports;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Reports;

public sealed class ReportEvidenceTests : IDisposable
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1a\n"u8];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void FilesOf_Evidence_IsInOrderWithAddressesFromTheReport()
    {
        Write("failures/a b#1", "trace.zip", "attempt-10.png", "attempt-2.png", "attempt-2.log");

        Assert.Equal(
            ["attempt-2.log", "attempt-2.png", "attempt-10.png", "trace.zip"],
            Files("failures/a b#1").Select(file => file.Name));
        Assert.Equal("failures/a%20b%231/attempt-2.log", Files("failures/a b#1")[0].Href);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("failures/not-there")]
    [InlineData("..")]
    [InlineData("/")]
    public void FilesOf_NothingOrElsewhere_IsNone(string? evidence) => Assert.Empty(Files(evidence));

    [Fact]
    public void Embed_SmallPicture_IsADataAddress()
    {
        Write("failures/a", "attempt-1.png");

        EvidenceFile picture = Assert.Single(Files("failures/a"));
        Assert.Equal($"data:image/png;base64,{Convert.ToBase64String(Png)}", new ReportEvidence(folder.Root).Embed(picture));
    }

    [Fact]
    public void Embed_PictureThatIsNone_IsLeftOut()
    {
        Write("failures/a", "attempt-1.png");
        EvidenceFile picture = Assert.Single(Files("failures/a"));
        File.WriteAllText(picture.Path, "<script>");
        Assert.Null(new ReportEvidence(folder.Root).Embed(picture));

        File.Delete(picture.Path);
        Assert.Null(new ReportEvidence(folder.Root).Embed(picture));
    }

    [Fact]
    public void Embed_BigOrMany_StaysWithinTheBudget()
    {
        Write("failures/a", "attempt-1.png", "attempt-2.png");
        IReadOnlyList<EvidenceFile> files = Files("failures/a");
        File.WriteAllBytes(files[0].Path, [.. Png, .. new byte[300_000]]);
        File.WriteAllBytes(files[1].Path, [.. Png, .. new byte[250_000]]);
        ReportEvidence evidence = new(folder.Root);

        Assert.Null(evidence.Embed(files[0]));
        Assert.Equal(7, Enumerable.Range(0, 20).Count(_ => evidence.Embed(files[1]) is not null));
    }

    private IReadOnlyList<EvidenceFile> Files(string? evidence) =>
        new ReportEvidence(folder.Root).FilesOf(new("key", "Failed", "", 1, 1, evidence));

    private void Write(string into, params string[] names)
    {
        Directory.CreateDirectory(folder[into]);
        foreach (string name in names)
        {
            File.WriteAllBytes(Path.Combine(folder[into], name), Png);
        }
    }
}
