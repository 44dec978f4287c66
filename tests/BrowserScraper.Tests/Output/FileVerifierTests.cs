using System.Text;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Output;

public sealed class FileVerifierTests : IDisposable
{
    private const string Pdf = "%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Pdf)]
    [InlineData("junk before the header \n%PDF-1.4\n%%EOF and a little after")]
    public async Task FaultAsync_WholePdf_IsFine(string content)
    {
        Assert.Null(await FaultAsync(content, FileKind.Pdf));
        Assert.Null(await FaultAsync(content, FileKind.Pdf, announced: content.Length));
        Assert.Null(await FaultAsync(content, FileKind.Any));
    }

    [Fact]
    public async Task FaultAsync_LargePdf_IsJudgedByItsEnds()
    {
        string whole = $"%PDF-1.7\n{new string('x', 100_000)}\n%%EOF\n";

        Assert.Null(await FaultAsync(whole, FileKind.Pdf));
        Assert.Contains("cut off after 50000 bytes", await FaultAsync(whole[..50_000], FileKind.Pdf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FaultAsync_PdfCutAnywhere_IsNoticed()
    {
        int end = Pdf.IndexOf("%%EOF", StringComparison.Ordinal) + "%%EOF".Length;
        for (int length = 0; length < end; length++)
        {
            Assert.NotNull(await FaultAsync(Pdf[..length], FileKind.Pdf));
        }
    }

    [Theory]
    [InlineData(FileKind.Any)]
    [InlineData(FileKind.Pdf)]
    public async Task FaultAsync_EmptyFile_IsNamed(FileKind expect) =>
        Assert.Equal("the file is empty", await FaultAsync("", expect));

    [Theory]
    [InlineData("<!doctype html><title>Sign in</title>")]
    [InlineData("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">")]
    [InlineData(" \t\r\n\n<HTML lang=en>")]
    [InlineData("\u00EF\u00BB\u00BF<html>")]
    [InlineData("\u00EF\u00BB\u00BF\r\n <!DocType Html>")]
    [InlineData("<!-- saved --><?xml version=\"1.0\"?><html>")]
    [InlineData("<html>it says %PDF- and %%EOF")]
    public async Task FaultAsync_HtmlInItsPlace_IsNamed(string content)
    {
        Assert.Equal("an HTML page came instead of PDF", await FaultAsync(content, FileKind.Pdf));
        Assert.Equal("an HTML page came instead of a file", await FaultAsync(content, FileKind.Any));
    }

    [Theory]
    [InlineData("<br />\n<b>Warning</b>:  fread(): read of 8192 bytes failed in <b>/srv/app/file.php</b> on line <b>12</b><br "
        + "/>\nPK\u0003\u0004")]
    [InlineData("vin,price\n1,2\n<br />\n<b>Fatal error</b>:  Allowed memory size of 134217728 bytes exhausted in <b>/srv/app/csv.php</b> "
        + "on line <b>9</b><br />\n")]
    public async Task FaultAsync_MessageOfTheProgramThatMadeIt_IsNamed(string content)
    {
        const string Fault = "the site's own program has failed while it made the file, and says so in it";
        Assert.Equal((Fault, Fault), (await FaultAsync(content, FileKind.Any), await FaultAsync(content, FileKind.Csv)));
    }

    [Theory]
    [InlineData("<div class=\"alert\">Too many requests</div>", true)]
    [InlineData("\u00EF\u00BB\u00BF <?xml version=\"1.0\"?><Error><Code>SlowDown</Code></Error>", true)]
    [InlineData("<P>Sorry</P>", true)]
    [InlineData("<br/>", true)]
    [InlineData("<DATE>,<OPEN>\n20260101,5\n", false)]
    [InlineData("<b,c\n1,2\n", false)]
    [InlineData("name,note\nA,<b>Warning</b>\n", false)]
    public async Task FaultAsync_CsvThatBeginsWithAPieceOfAPage_IsNone(string content, bool isPiece)
    {
        Assert.Equal(isPiece ? "it is no CSV" : null, await FaultAsync(content, FileKind.Csv));
        Assert.Null(await FaultAsync(content, FileKind.Any));
    }

    [Fact]
    public async Task FaultAsync_HalfAPdfWhereAnyFileWillDo_IsCutOff()
    {
        Assert.Equal("the PDF is cut off after 15 bytes", await FaultAsync(Pdf[..15], FileKind.Any));
        Assert.Null(await FaultAsync("notes on %PDF-1.7 and its end", FileKind.Any));
    }

    [Theory]
    [InlineData("PK\u0003\u0004 a zip", ", but a ZIP")]
    [InlineData("GIF89a", ", but a GIF")]
    [InlineData("{\"error\":\"signed out\"}", "")]
    public async Task FaultAsync_AnotherKind_IsNoPdf(string content, string what)
    {
        Assert.Equal($"it is no PDF{what}", await FaultAsync(content, FileKind.Pdf));
        Assert.Null(await FaultAsync(content, FileKind.Any));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task FaultAsync_OtherLengthThanAnnounced_NamesBoth(int off) => Assert.Equal(
        $"{Pdf.Length} bytes came where {Pdf.Length + off} were announced",
        await FaultAsync(Pdf, FileKind.Pdf, Pdf.Length + off));

    private async Task<string?> FaultAsync(string content, FileKind expect, long? announced = null)
    {
        await File.WriteAllBytesAsync(folder["file"], Encoding.Latin1.GetBytes(content), TestContext.Current.CancellationToken);
        return await FileVerifier.FaultAsync(folder["file"], expect, announced);
    }
}
