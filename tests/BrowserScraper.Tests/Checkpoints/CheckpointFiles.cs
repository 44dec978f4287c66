using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Storage;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Checkpoints;

/// <summary>A checkpoint's two files, to be arranged as a crash, a bad disk or a person might leave them.</summary>
internal sealed class CheckpointFiles(TemporaryFolder folder) : IDisposable
{
    public static readonly CompactionRule Never = new(long.MaxValue, long.MaxValue);

    public CheckpointFiles()
        : this(new TemporaryFolder())
    {
    }

    public string Folder => folder.Root;

    public string Snapshot => folder["checkpoint.json"];

    public string Journal => folder["checkpoint.journal.jsonl"];

    public string[] SetAside => Directory.GetFiles(Folder, "*.damaged-*");

    public Task<JsonCheckpoint> OpenAsync(CompactionRule? rule = null, Func<string, FileStream>? journal = null) =>
        JsonCheckpoint.OpenAsync(
            Folder, "job", "https://one.example", TimeProvider.System, rule ?? new CompactionRule(), journal ?? AppendLog.OpenFile);

    /// <summary>Adds items 0..count-1, each with its number as attempts, and leaves the files as a crash would.</summary>
    public async Task<CheckpointFiles> CrashAfterAsync(int count, int from = 0)
    {
        await using JsonCheckpoint checkpoint = await OpenAsync(Never);
        for (int number = from; number < from + count; number++)
        {
            await checkpoint.RecordAsync(Item(number));
        }

        return Clone();
    }

    /// <summary>Adds items as <see cref="CrashAfterAsync"/> does, and ends well.</summary>
    public async Task FillAsync(int count, int from = 0)
    {
        using CheckpointFiles crashed = await CrashAfterAsync(count, from);
    }

    public CheckpointFiles Clone() => new(folder.Clone());

    public static ItemRecord Item(int number) => new(new WorkItem($"item-{number}")) { Attempts = number };

    public static string[] Keys(int count) => [.. Enumerable.Range(0, count).Select(number => $"item-{number}")];

    public static string[] Keys(JsonCheckpoint checkpoint) => [.. checkpoint.Snapshot().Select(record => record.Item.Key)];

    public void Dispose() => folder.Dispose();
}
