using System.Text;
using BrowserScraper.Storage;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Storage;

public sealed class AppendLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FailingFile file;
    private readonly AppendLog log;

    public AppendLogTests()
    {
        file = new FailingFile(folder["log"]);
        log = new AppendLog(file, cause => new IOException("refused", cause));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AppendAsync_ManyWhileOneIsFlushed_ShareOneFlush()
    {
        TaskCompletionSource gate = new();
        file.Gate = gate.Task;
        Task[] appended = [.. Enumerable.Range(0, 100).Select(_ => log.AppendAsync(Line("x")))];

        Assert.DoesNotContain(appended, task => task.IsCompleted);
        gate.SetResult();
        await Task.WhenAll(appended);

        // The first batch is whatever the writer found when it woke up; the rest went with the second.
        Assert.InRange(file.Flushes, 1, 2);
        Assert.Equal(200, log.Length);
    }

    [Fact]
    public async Task Post_DiskIsSlow_ReturnsAtOnce()
    {
        TaskCompletionSource gate = new();
        file.Gate = gate.Task;

        log.Post(Line("a"));
        log.Post(Line("b"));
        Task flushed = log.FlushAsync();

        Assert.False(flushed.IsCompleted);
        gate.SetResult();
        await flushed;
        Assert.Equal("a\nb\n", Content());
    }

    [Fact]
    public async Task AppendAsync_DiskIsFull_FailsAndLeavesNoHalfBatch()
    {
        await log.AppendAsync(Line("first"));
        file.Full = true;

        IOException refused = await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(Line("second")));

        Assert.Equal("refused", refused.Message);
        Assert.Equal("first\n", Content());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AppendAsync_DiskHasRoomAgain_WritesWhatFailedFirst(bool onFlush)
    {
        (file.FlushFails, file.Full) = (onFlush, !onFlush);
        await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(Line("one")));
        await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(Line("two")));
        (file.FlushFails, file.Full) = (false, false);

        await log.AppendAsync(Line("three"));

        Assert.Equal("one\ntwo\nthree\n", Content());
    }

    [Fact]
    public async Task DisposeAsync_DiskHasRoomAgain_WritesWhatFailed()
    {
        file.Full = true;
        await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(Line("one")));
        file.Full = false;

        await log.DisposeAsync();

        Assert.Equal("one\n", Content());
    }

    [Fact]
    public async Task DisposeAsync_DiskStaysFull_SaysSo()
    {
        file.Full = true;
        log.Post(Line("one"));

        await Assert.ThrowsAsync<IOException>(async () => await log.DisposeAsync());
        Assert.Equal("", Content());
    }

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + "\n");

    private string Content()
    {
        using FileStream reader = new(folder["log"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(reader).ReadToEnd();
    }
}
