using System.Globalization;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using FsCheck;
using FsCheck.Fluent;

namespace BrowserScraper.Tests.Checkpoints;

/// <summary>Whatever was done and wherever the journal is cut, what is read back once stood there, and nothing confirmed is missing.</summary>
public sealed class CheckpointCrashProperty
{
    // CHECKPOINT_CASES=100000 is the long run.
    private static readonly int Cases =
        int.Parse(Environment.GetEnvironmentVariable("CHECKPOINT_CASES") ?? "200", CultureInfo.InvariantCulture);

    [Fact]
    public void OpenAsync_AnyOperationsCutAtAnyByte_IsAPrefixThatHoldsWhatWasConfirmed() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Cases),
            Prop.ForAll<byte[], NonNegativeInt>((operations, cut) =>
                Task.Run(() => CheckAsync(operations, cut.Get)).GetAwaiter().GetResult()));

    private static async Task CheckAsync(byte[] operations, int cutSeed)
    {
        using CheckpointFiles files = new();
        List<string> history = [];
        JsonCheckpoint checkpoint = await files.OpenAsync();
        List<(int Number, long Length)> confirmed = [(0, 0)];
        foreach (byte operation in operations)
        {
            checkpoint = await RunAsync(files, checkpoint, operation, history, confirmed);
        }

        await checkpoint.FlushAsync();
        using CheckpointFiles crashed = files.Clone();
        await checkpoint.DisposeAsync();
        int cut = Cut(crashed.Journal, cutSeed);

        await using JsonCheckpoint again = await crashed.OpenAsync();
        IReadOnlyList<ItemRecord> read = again.Snapshot();
        int last = read.Select(record => record.Attempts).DefaultIfEmpty(0).Max();
        Assert.Equal(After(history, last), read.Select(record => (record.Item.Key, record.Attempts)));
        Assert.True(last >= confirmed.Last(mark => mark.Length <= cut).Number, $"cut at {cut}: only {last} left");
        Assert.Empty(again.Notices);
    }

    private static async Task<JsonCheckpoint> RunAsync(
        CheckpointFiles files,
        JsonCheckpoint checkpoint,
        byte operation,
        List<string> history,
        List<(int Number, long Length)> confirmed)
    {
        switch (operation % 8)
        {
            case 7:
                await checkpoint.DisposeAsync();
                confirmed.Clear();
                confirmed.Add((history.Count, 0));
                return await files.OpenAsync();
            case 6:
                await checkpoint.FlushAsync();
                break;
            case int kind:
                history.Add($"key-{operation / 8 % 5}");
                ItemRecord record = new(new WorkItem(history[^1])) { Attempts = history.Count };
                if (kind >= 3)
                {
                    checkpoint.Note(record);
                    return checkpoint;
                }

                await checkpoint.RecordAsync(record);
                break;
        }

        confirmed.Add((history.Count, new FileInfo(files.Journal).Length));
        return checkpoint;
    }

    private static int Cut(string journal, int seed)
    {
        using FileStream file = new(journal, FileMode.Open);
        int cut = (int)((seed * 2654435761L) % (file.Length + 1));
        file.SetLength(cut);
        return cut;
    }

    private static IEnumerable<(string Key, int Number)> After(List<string> history, int count)
    {
        List<string> order = [.. history.Take(count).Distinct()];
        return order.Select(key => (key, 1 + history.FindLastIndex(count - 1, entry => entry == key)));
    }
}
