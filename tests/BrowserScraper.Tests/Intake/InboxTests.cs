using BrowserScraper.Intake;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Intake;

public sealed class InboxTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<InputLine> taken = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TakeAsync_SeveralDrops_HandsThemOverInOrderAndOnce()
    {
        Inbox inbox = new(folder.Root);
        Assert.False(inbox.HasMail);
        await inbox.DropAsync([new("a"), new("b", ItemPriority.High)]);
        await new Inbox(folder.Root).DropAsync([new("c", ItemPriority.Low)]);
        Assert.True(inbox.HasMail);

        await inbox.TakeAsync(Take);
        await inbox.TakeAsync(Take);

        Assert.Equal([new("a"), new("b", ItemPriority.High), new("c", ItemPriority.Low)], taken);
        Assert.False(inbox.HasMail);
    }

    [Fact]
    public async Task TakeAsync_TakingFails_LeavesTheDropForTheNextTime()
    {
        Inbox inbox = new(folder.Root);
        await inbox.DropAsync([new("a")]);

        await Assert.ThrowsAsync<IOException>(() => inbox.TakeAsync(_ => throw new IOException("the disk is full")));
        await inbox.TakeAsync(Take);

        Assert.Equal([new("a")], taken);
    }

    [Fact]
    public async Task TakeAsync_FileWrittenByHand_ReadsPlainLinesToo()
    {
        Inbox inbox = new(folder.Root);
        Directory.CreateDirectory(inbox.Folder);
        File.WriteAllText(Path.Combine(inbox.Folder, "mine.jsonl"), "  a \n\n# not this\n{\"input\":\"b\",\"priority\":\"high\"}\n{half");
        File.WriteAllText(Path.Combine(inbox.Folder, "not-finished-yet"), "c");

        await inbox.TakeAsync(Take);

        Assert.Equal([new("a"), new("b", ItemPriority.High), new("{half")], taken);
    }

    [Fact]
    public async Task TakeAsync_FileAsWindowsWritesIt_IsReadTheSame()
    {
        Inbox inbox = new(folder.Root);
        Directory.CreateDirectory(inbox.Folder);
        File.WriteAllText(Path.Combine(inbox.Folder, "1.jsonl"), "a\r\n\uFEFF{\"input\":\"b\",\"priority\":\"low\"}\r\n", System.Text.Encoding.Unicode);
        File.WriteAllText(Path.Combine(inbox.Folder, "2.jsonl"), "c\r  {\"input\":\"d\"}\r", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        await inbox.TakeAsync(Take);

        Assert.Equal([new("a"), new("b", ItemPriority.Low), new("c"), new("d")], taken);
    }

    private Task Take(IReadOnlyList<InputLine> lines)
    {
        taken.AddRange(lines);
        return Task.CompletedTask;
    }
}
