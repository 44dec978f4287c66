using BrowserScraper.Storage;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Storage;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Replace_WritingFails_LeavesTheOldFileAlone()
    {
        File.WriteAllText(folder["file"], "old");

        Assert.Throws<IOException>(() => DurableFile.Replace(folder["file"], stream =>
        {
            stream.Write("half"u8);
            throw new IOException("full");
        }));

        Assert.Equal("old", File.ReadAllText(folder["file"]));
        Assert.Single(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void Replace_OldFileThere_OnlyTheNewOneIsLeft()
    {
        File.WriteAllText(folder["file"], "old and longer");

        DurableFile.Replace(folder["file"], stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(folder["file"]));
        Assert.Single(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void SetAside_TwiceInOneSecond_KeepsBoth()
    {
        DateTimeOffset now = new(2025, 10, 2, 14, 30, 1, TimeSpan.Zero);
        File.WriteAllText(folder["file"], "bad");

        string first = DurableFile.SetAside(folder["file"], now);
        string second = DurableFile.SetAside(folder["file"], now);

        Assert.Equal(folder["file.damaged-20251002-143001"], first);
        Assert.Equal(first + "-2", second);
        Assert.Equal(["bad", "bad", "bad"], Directory.GetFiles(folder.Root).Select(File.ReadAllText));
    }
}
