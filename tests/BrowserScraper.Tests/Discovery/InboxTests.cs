using BrowserScraper.Discovery;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Discovery;

public sealed class InboxTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<InputLine> taken = [];
    private readonly List<string> told = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TakeAsync_SeveralDrops_HandsThemOverInOrderAndOnce()
    {
        Inbox inbox = new(folder.Root);
        Assert.False(inbox.HasMail);
        await inbox.DropAsync([new("a"), new("b", ItemPriority.High)]);
        await new Inbox(folder.Root).DropAsync([new("c", ItemPriority.Low)]);
        Assert.True(inbox.HasMail);

        await inbox.TakeAsync(Take, told.Add);
        await inbox.TakeAsync(Take, told.Add);

        Assert.Equal([new("a"), new("b", ItemPriority.High), new("c", ItemPriority.Low)], taken);
        Assert.False(inbox.HasMail);
    }

    [Fact]
    public async Task TakeAsync_TakingFails_LeavesTheDropForTheNextTime()
    {
        Inbox inbox = new(folder.Root);
        await inbox.DropAsync([new("a")]);

        await Assert.ThrowsAsync<IOException>(() => inbox.TakeAsync(_ => throw new IOException("the disk is full"), told.Add));
        await inbox.TakeAsync(Take, told.Add);

        Assert.Equal([new("a")], taken);
    }

    [Fact]
    public async Task TakeAsync_FileWrittenByHand_ReadsPlainLinesToo()
    {
        Inbox inbox = new(folder.Root);
        Directory.CreateDirectory(inbox.Folder);
        File.WriteAllText(Path.Combine(inbox.Folder, "mine.jsonl"), "  a \n\n# not this\n{\"input\":\"b\",\"priority\":\"high\"}\n{half");
        File.WriteAllText(Path.Combine(inbox.Folder, "not-finished-yet"), "c");

        await inbox.TakeAsync(Take, told.Add);

        Assert.Equal([new("a"), new("b", ItemPriority.High), new("{half")], taken);
    }

    [Fact]
    public async Task TakeAsync_FileAsWindowsWritesIt_IsReadTheSame()
    {
        Inbox inbox = new(folder.Root);
        Directory.CreateDirectory(inbox.Folder);
        File.WriteAllText(
            Path.Combine(inbox.Folder, "1.jsonl"), "a\r\n\uFEFF{\"input\":\"b\",\"priority\":\"low\"}\r\n", System.Text.Encoding.Unicode);
        File.WriteAllText(
            Path.Combine(inbox.Folder, "2.jsonl"), "c\r  {\"input\":\"d\"}\r",
            new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        await inbox.TakeAsync(Take, told.Add);

        Assert.Equal([new("a"), new("b", ItemPriority.Low), new("c"), new("d")], taken);
    }

    [Fact]
    public async Task TakeAsync_AFileThatCannotBeRead_IsToldOnceAndHoldsUpNoOther()
    {
        Inbox inbox = new(folder.Root);
        Directory.CreateDirectory(inbox.Folder);
        string unreadable = Path.Combine(inbox.Folder, "0-first.jsonl");
        File.CreateSymbolicLink(unreadable, Path.Combine(inbox.Folder, "nowhere"));
        await inbox.DropAsync([new("a")]);

        await inbox.TakeAsync(Take, told.Add);
        await inbox.TakeAsync(Take, told.Add);

        Assert.Equal([new("a")], taken);
        Assert.StartsWith($"INBOX: {unreadable} cannot be read (", Assert.Single(told), StringComparison.Ordinal);
        Assert.False(inbox.HasMail); // or a service would begin run after run for it
        Assert.NotNull(new FileInfo(unreadable).LinkTarget);
    }

    private Task Take(IReadOnlyList<InputLine> lines)
    {
        taken.AddRange(lines);
        return Task.CompletedTask;
    }
}
