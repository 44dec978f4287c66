using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Tests.Storage;
using static BrowserScraper.Tests.Checkpoints.CheckpointFiles;

namespace BrowserScraper.Tests.Checkpoints;

public sealed class JsonCheckpointTests : IDisposable
{
    private readonly CheckpointFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task DisposeAsync_AfterRecords_LeavesOneDocumentAndAnEmptyJournal()
    {
        await files.FillAsync(3);

        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(files.Snapshot, TestContext.Current.CancellationToken));

        Assert.Equal(1, json.RootElement.GetProperty("header").GetProperty("format").GetInt32());
        Assert.Equal(3, json.RootElement.GetProperty("items").GetArrayLength());
        Assert.Equal(3, json.RootElement.GetProperty("footer").GetProperty("count").GetInt32());
        Assert.Equal(0, new FileInfo(files.Journal).Length);
    }

    [Fact]
    public async Task OpenAsync_NewFolder_StandsOnTheDiskBeforeTheFirstRecord()
    {
        await using JsonCheckpoint checkpoint = await files.OpenAsync();

        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(files.Snapshot, TestContext.Current.CancellationToken));
        Assert.Equal("https://one.example", json.RootElement.GetProperty("header").GetProperty("site").GetString());
    }

    [Fact]
    public async Task OpenAsync_CrashWhileTheSnapshotWasWritten_LosesNothing()
    {
        using CheckpointFiles crashed = await files.CrashAfterAsync(3);
        await File.WriteAllTextAsync(crashed.Snapshot + ".tmp", "{\n\"header\":{\"crc", TestContext.Current.CancellationToken);

        await using JsonCheckpoint checkpoint = await crashed.OpenAsync();

        Assert.Equal(Keys(3), Keys(checkpoint));
        Assert.Empty(checkpoint.Notices);
        Assert.False(File.Exists(crashed.Snapshot + ".tmp"));
    }

    [Fact]
    public async Task OpenAsync_CrashBeforeTheJournalWasEmptied_TakesNothingTwice()
    {
        // The snapshot is one record ahead of the journal, as when that record was still queued.
        using CheckpointFiles crashed = await files.CrashAfterAsync(3);
        await files.FillAsync(1, from: 3);
        File.Copy(files.Snapshot, crashed.Snapshot, overwrite: true);

        using CheckpointFiles again = await crashed.CrashAfterAsync(1, from: 4);
        await using JsonCheckpoint checkpoint = await again.OpenAsync();

        Assert.Equal(Keys(5), Keys(checkpoint));
        Assert.Empty(checkpoint.Notices);
    }

    [Fact]
    public async Task OpenAsync_JournalOlderThanTheSnapshot_DoesNotUndoIt()
    {
        using CheckpointFiles crashed = await files.CrashAfterAsync(3);
        await using (JsonCheckpoint checkpoint = await files.OpenAsync())
        {
            await checkpoint.RecordAsync(Item(0) with { Attempts = 77 });
        }

        File.Copy(files.Snapshot, crashed.Snapshot, overwrite: true);
        await using JsonCheckpoint again = await crashed.OpenAsync();

        Assert.Equal(77, again.Find("item-0")!.Attempts);
        Assert.Equal(0, new FileInfo(crashed.Journal).Length);
    }

    [Fact]
    public async Task RecordAsync_EveryLine_IsNumberedOnFromTheSnapshot()
    {
        await files.FillAsync(2);
        using CheckpointFiles crashed = await files.CrashAfterAsync(3, from: 2);

        string[] lines = await File.ReadAllLinesAsync(crashed.Journal, TestContext.Current.CancellationToken);

        Assert.Equal(["3", "4", "5"], lines.Select(line => line.Split("\"n\":")[1].Split(',')[0]));
    }

    [Fact]
    public async Task Note_ManyCallersOneKey_TheJournalEndsWithWhatMemoryHolds()
    {
        await using JsonCheckpoint checkpoint = await files.OpenAsync(Never);

        Parallel.For(1, 20_000, number => checkpoint.Note(Item(0) with { Attempts = number }));
        await checkpoint.FlushAsync();

        using CheckpointFiles crashed = files.Clone();
        await using JsonCheckpoint again = await crashed.OpenAsync();
        Assert.Empty(again.Notices);
        Assert.Equal(checkpoint.Find("item-0")!.Attempts, again.Find("item-0")!.Attempts);
    }

    [Fact]
    public async Task RecordAsync_JournalOutgrowsTheSnapshot_FoldsItWhileRunning()
    {
        await using JsonCheckpoint checkpoint = await files.OpenAsync(new CompactionRule(WhileRunning: 2000));
        for (int round = 0; round < 500; round++)
        {
            await checkpoint.RecordAsync(Item(round % 5) with { Interruptions = round });
        }

        await checkpoint.FlushAsync();
        using CheckpointFiles crashed = files.Clone();
        await using JsonCheckpoint again = await crashed.OpenAsync();

        Assert.InRange(new FileInfo(crashed.Journal).Length, 0, 4000);
        Assert.Equal(checkpoint.Snapshot().Select(record => record.Interruptions), again.Snapshot().Select(record => record.Interruptions));
        Assert.Empty(again.Notices);
    }

    [Fact]
    public async Task OpenAsync_LongJournal_FoldsItAtOnce()
    {
        using CheckpointFiles crashed = await files.CrashAfterAsync(20);

        await using JsonCheckpoint checkpoint = await crashed.OpenAsync(new CompactionRule(AtOpen: 100));

        Assert.Equal(0, new FileInfo(crashed.Journal).Length);
        Assert.Contains(
            "item-19", await File.ReadAllTextAsync(crashed.Snapshot, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_NewerFormat_NamesTheFileAndSaysToUpdate()
    {
        SnapshotHeader newer = new(2, "job", "site", default, 0, 0);
        await using (FileStream file = File.Create(files.Snapshot))
        {
            SnapshotFile.Write(file, newer, []);
        }

        CheckpointException refused = await Assert.ThrowsAsync<CheckpointException>(() => files.OpenAsync());

        Assert.Equal(
            $"job: {files.Snapshot} has format 2, this program knows 1; update BrowserScraper, or choose another folder; nothing was "
                + "changed", refused.Message);
        Assert.Empty(files.SetAside);
    }

    [Fact]
    public async Task OpenAsync_FolderCannotBeMade_SaysWhoWhatAndWhichKnob()
    {
        string blocked = Path.Combine(files.Folder, "file", "job");
        await File.WriteAllTextAsync(Path.GetDirectoryName(blocked)!, "", TestContext.Current.CancellationToken);

        CheckpointException refused = await Assert.ThrowsAsync<CheckpointException>(
            () => JsonCheckpoint.OpenAsync(blocked, "dealer-inventory", "site", TimeProvider.System));

        Assert.StartsWith("dealer-inventory: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(blocked, refused.Message, StringComparison.Ordinal);
        Assert.Contains("DATA_DIR", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task RecordAsync_DiskIsFull_FailsInOneLineAndRecovers()
    {
        FailingFile? disk = null;
        await using JsonCheckpoint checkpoint = await files.OpenAsync(Never, path => disk = new FailingFile(path));
        await checkpoint.RecordAsync(Item(0));
        disk!.Full = true;

        CheckpointException refused = await Assert.ThrowsAsync<CheckpointException>(() => checkpoint.RecordAsync(Item(1)));
        await Assert.ThrowsAsync<CheckpointException>(() => checkpoint.RecordAsync(Item(2)));
        disk.Full = false;
        await checkpoint.RecordAsync(Item(3));

        Assert.Contains("disk is full", refused.Message, StringComparison.Ordinal);
        using CheckpointFiles crashed = files.Clone();
        await using JsonCheckpoint again = await crashed.OpenAsync();
        Assert.Equal(Keys(4), Keys(again));
        Assert.Empty(again.Notices);
    }

    [Fact]
    public async Task DisposeAsync_JournalCannotBeWritten_TheSnapshotSavesIt()
    {
        FailingFile? disk = null;
        JsonCheckpoint checkpoint = await files.OpenAsync(Never, path => disk = new FailingFile(path));
        disk!.Full = true;
        checkpoint.Note(Item(0));

        await checkpoint.DisposeAsync();

        await using JsonCheckpoint again = await files.OpenAsync();
        Assert.Equal(Keys(1), Keys(again));
    }
}
