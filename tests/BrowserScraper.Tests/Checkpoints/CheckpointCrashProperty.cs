using System.Globalization;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace BrowserScraper.Tests.Checkpoints;

/// <summary>
/// Whatever was done and wherever a crash cuts the journal or a half-written snapshot: what is read back once stood there, and nothing
/// confirmed is missing. One generated sequence is cut in several places; each cut is a case.
/// </summary>
public sealed class CheckpointCrashProperty
{
    private const int CutsPerSequence = 10;

    // CHECKPOINT_CASES=100000 is the long run.
    private static readonly int Cases =
        int.Parse(Environment.GetEnvironmentVariable("CHECKPOINT_CASES") ?? "400", CultureInfo.InvariantCulture);

    private int cases;

    [Fact]
    public void OpenAsync_AnyOperationsCutAtAnyByte_IsAPrefixThatHoldsWhatWasConfirmed()
    {
        long started = TimeProvider.System.GetTimestamp();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Cases / CutsPerSequence).WithEndSize(60),
            Prop.ForAll<byte[],
            NonNegativeInt>((operations, seed) => Task.Run(() => CheckAsync(operations, seed.Get)).GetAwaiter().GetResult()));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{cases} cases in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    private async Task CheckAsync(byte[] operations, int seed)
    {
        using CheckpointFiles files = new(new TemporaryFolder(inMemory: true));
        CheckpointHistory history = new(files);
        foreach (byte operation in operations)
        {
            await history.DoAsync(operation);
        }

        using CrashScene scene = await CrashScene.AfterAsync(history);
        Random random = new(seed);
        for (int cut = 0; cut < CutsPerSequence; cut++)
        {
            (int least, string how) = scene.Crash(random);
            await using JsonCheckpoint again = await scene.Files.OpenAsync(CheckpointFiles.Never);
            IReadOnlyList<ItemRecord> read = again.Snapshot();
            int last = read.Select(record => record.Attempts).DefaultIfEmpty(0).Max();
            Assert.Equal(history.After(last), read.Select(record => (record.Item.Key, record.Attempts)));
            Assert.True(last >= least, $"{how}: {last} records left of {least} confirmed");
            Assert.Empty(again.Notices);
            cases++;
        }
    }
}
