using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Checkpoints;

/// <summary>What a checkpoint keeps, as whoever uses it sees it.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Find_UnknownKey_ReturnsNull()
    {
        await using JsonCheckpoint checkpoint = await OpenAsync();

        Assert.Null(checkpoint.Find("nobody"));
        Assert.Equal(0, checkpoint.Count);
        Assert.Empty(checkpoint.Snapshot());
    }

    [Fact]
    public async Task Note_AnyRecord_IsFoundAtOnce()
    {
        await using JsonCheckpoint checkpoint = await OpenAsync();

        checkpoint.Note(Waiting("a"));

        Assert.Equal(ItemState.Waiting, checkpoint.Find("a")!.State);
        Assert.Equal(1, checkpoint.Count);
    }

    [Fact]
    public async Task NoteIf_TheLastRecordIsOrIsNotAsItHasToBe_NotesOrLeavesIt()
    {
        await using JsonCheckpoint checkpoint = await OpenAsync();

        Assert.True(checkpoint.NoteIf(Waiting("a"), last => last is null));
        Assert.False(checkpoint.NoteIf(Waiting("a") with { State = ItemState.Done }, last => last is null));
        Assert.True(checkpoint.NoteIf(Waiting("a") with { State = ItemState.Skipped }, last => last?.State == ItemState.Waiting));

        Assert.Equal(ItemState.Skipped, checkpoint.Find("a")!.State);
    }

    [Fact]
    public async Task NoteIf_FromManyAtOnce_IsNotedOnce()
    {
        await using JsonCheckpoint checkpoint = await OpenAsync();
        int noted = 0;

        Parallel.For(0, 100, _ => Interlocked.Add(ref noted, checkpoint.NoteIf(Waiting("a"), last => last is null) ? 1 : 0));

        Assert.Equal(1, noted);
    }

    [Fact]
    public async Task RecordAsync_AllFields_AreThereAfterReopening()
    {
        ItemRecord full = FullRecord();
        await using (JsonCheckpoint checkpoint = await OpenAsync())
        {
            await checkpoint.RecordAsync(full);
        }

        await using JsonCheckpoint again = await OpenAsync();
        ItemRecord read = again.Find(full.Item.Key)!;

        Assert.Equal(full.Item with { Data = null }, read.Item with { Data = null });
        Assert.Equal(full.Item.Data, read.Item.Data);
        Assert.Equal(full.Files, read.Files);
        Assert.Equal(full with { Item = read.Item, Files = read.Files }, read);
    }

    [Theory]
    [InlineData("https://one.example/a?b=c#d")]
    [InlineData("/rooted/path")]
    [InlineData("relative/path?x=1")]
    public async Task RecordAsync_AnyAddress_ComesBackAsItWas(string address)
    {
        await using JsonCheckpoint checkpoint = await OpenAsync();

        await checkpoint.RecordAsync(new ItemRecord(new WorkItem("a", new Uri(address, UriKind.RelativeOrAbsolute))));

        Assert.Equal(new Uri(address, UriKind.RelativeOrAbsolute), checkpoint.Find("a")!.Item.Address);
    }

    [Fact]
    public async Task Snapshot_RecordOfKnownItem_KeepsItsPlace()
    {
        await using (JsonCheckpoint checkpoint = await OpenAsync())
        {
            checkpoint.Note(Waiting("b"));
            checkpoint.Note(Waiting("a"));
            checkpoint.Note(Waiting("b") with { State = ItemState.Done });
            Assert.Equal(["b", "a"], checkpoint.Snapshot().Select(record => record.Item.Key));
        }

        await using JsonCheckpoint again = await OpenAsync();
        Assert.Equal(["b", "a"], again.Snapshot().Select(record => record.Item.Key));
        Assert.Equal(ItemState.Done, again.Find("b")!.State);
    }

    [Fact]
    public async Task Snapshot_RecordsAfterIt_DoNotChangeIt()
    {
        await using JsonCheckpoint checkpoint = await OpenAsync();
        checkpoint.Note(Waiting("a"));
        IReadOnlyList<ItemRecord> before = checkpoint.Snapshot();

        checkpoint.Note(Waiting("a") with { State = ItemState.Done });
        checkpoint.Note(Waiting("b"));

        Assert.Equal(ItemState.Waiting, Assert.Single(before).State);
    }

    [Fact]
    public async Task Site_SecondRunWithAnother_StaysTheFirst()
    {
        await using (JsonCheckpoint checkpoint = await OpenAsync("https://first.example"))
        {
            Assert.Equal("https://first.example", checkpoint.Site);
        }

        await using JsonCheckpoint again = await OpenAsync("https://second.example");
        Assert.Equal("https://first.example", again.Site);
    }

    [Fact]
    public async Task Note_ManyCallersOneKey_MemoryAndDiskAgreeOnTheLast()
    {
        int inMemory;
        await using (JsonCheckpoint checkpoint = await OpenAsync())
        {
            Parallel.For(1, 5000, number => checkpoint.Note(Waiting("a") with { Attempts = number }));
            inMemory = checkpoint.Find("a")!.Attempts;
        }

        await using JsonCheckpoint again = await OpenAsync();
        Assert.Equal(inMemory, again.Find("a")!.Attempts);
    }

    [Fact]
    public async Task RecordAsync_ManyCallersManyKeys_NoneIsLost()
    {
        await using (JsonCheckpoint checkpoint = await OpenAsync())
        {
            Parallel.For(0, 5000, number => checkpoint.Note(Waiting($"noted-{number}")));
            await Parallel.ForAsync(0, 500, async (number, _) => await checkpoint.RecordAsync(Waiting($"item-{number}")));
        }

        await using JsonCheckpoint again = await OpenAsync();
        Assert.Equal(5500, again.Count);
        Assert.Equal(5500, again.Snapshot().Select(record => record.Item.Key).Distinct().Count());
    }

    [Fact]
    public async Task DisposeAsync_Twice_IsHarmless()
    {
        JsonCheckpoint checkpoint = await OpenAsync();
        await checkpoint.DisposeAsync();
        await checkpoint.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => checkpoint.RecordAsync(Waiting("late")));
        Assert.Null(checkpoint.Find("late"));
    }

    private static ItemRecord Waiting(string key) => new(new WorkItem(key));

    private static ItemRecord FullRecord() =>
        new(new WorkItem("K\"ey \u00e4\n\u2028<1>", new Uri("https://one.example/v/1"))
        {
            Title = "A {\"crc\":\"00000000\", trap\n",
            Group = "source",
            Priority = ItemPriority.High,
            Data = new Dictionary<string, string> { ["page"] = "3", ["empty"] = "" },
        })
        {
            State = ItemState.Failed,
            Attempts = 2,
            Interruptions = 1,
            Outcome = "TimedOut",
            Error = "timed out after 00:03:00; raise ITEM_TIMEOUT",
            Files = [new SavedFile("a/b.pdf", 5_000_000_000, new string('f', 64)) { Kind = FileKind.Pdf, Lane = "click" },
                new SavedFile("c.pdf", 0, "")],
            Updated = new DateTimeOffset(2025, 10, 2, 14, 30, 1, 445, TimeSpan.FromHours(2)).AddTicks(7),
        };

    private Task<JsonCheckpoint> OpenAsync(string site = "https://one.example") =>
        JsonCheckpoint.OpenAsync(folder.Root, "job", site, TimeProvider.System);
}
