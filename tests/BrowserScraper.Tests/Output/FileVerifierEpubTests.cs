using System.IO.Compression;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Output;

public sealed class FileVerifierEpubTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task FaultAsync_Epub_IsRight() => Assert.Null(await FaultAsync(Book()));

    [Fact]
    public async Task FaultAsync_EpubCutAtAnyByte_IsAFault()
    {
        byte[] book = Book();
        for (int length = 0; length < book.Length; length++)
        {
            Assert.NotNull(await FaultAsync(book[..length]));
        }
    }

    [Fact]
    public async Task FaultAsync_EpubHalf_IsCutOff()
    {
        byte[] book = Book();

        Assert.Equal($"the EPUB is cut off after {book.Length / 2} bytes", await FaultAsync(book[..(book.Length / 2)]));
    }

    [Fact]
    public async Task FaultAsync_OtherZip_IsNoEpub() =>
        Assert.Equal("it is no EPUB, but a ZIP", await FaultAsync(Book(firstEntry: "metadata")));

    [Fact]
    public async Task FaultAsync_MimetypeCompressed_IsNoEpub() =>
        Assert.Equal("it is no EPUB, but a ZIP", await FaultAsync(Book(CompressionLevel.Optimal)));

    [Fact]
    public async Task FaultAsync_PdfForEpub_IsNoEpub() =>
        Assert.Equal("it is no EPUB, but a PDF", await FaultAsync("%PDF-1.7 and %%EOF"u8.ToArray()));

    [Fact]
    public async Task FaultAsync_SignInPage_IsAnHtmlPage() =>
        Assert.Equal("an HTML page came instead of EPUB", await FaultAsync("<!doctype html><title>Sign in</title>"u8.ToArray()));

    [Theory]
    [InlineData(60_000)]
    [InlineData(0)]
    public async Task FaultAsync_EpubWithComment_IsRight(int length) =>
        Assert.Null(await FaultAsync(Book(comment: new string('c', length))));

    private async Task<string?> FaultAsync(byte[] content)
    {
        string path = folder["book.epub"];
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return await FileVerifier.FaultAsync(path, FileKind.Epub, announced: null);
    }

    private static byte[] Book(
        CompressionLevel level = CompressionLevel.NoCompression, string firstEntry = "mimetype", string comment = "")
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.Comment = comment;
            Add(archive, firstEntry, "application/epub+zip"u8, level);
            Add(archive, "content.opf", "<package/>"u8, CompressionLevel.Optimal);
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content, CompressionLevel level)
    {
        using Stream entry = archive.CreateEntry(name, level).Open();
        entry.Write(content);
    }
}
