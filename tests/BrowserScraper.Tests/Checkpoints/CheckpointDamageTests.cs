using BrowserScraper.Checkpoints;
using static BrowserScraper.Tests.Checkpoints.CheckpointFiles;

namespace BrowserScraper.Tests.Checkpoints;

public sealed class CheckpointDamageTests : IDisposable
{
    private readonly CheckpointFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x20)]
    public async Task OpenAsync_AnyByteOfTheSnapshotFlipped_LosesAtMostOneItemAndSaysSo(byte mask)
    {
        await files.FillAsync(3);
        byte[] good = await File.ReadAllBytesAsync(files.Snapshot, TestContext.Current.CancellationToken);

        for (int place = 0; place < good.Length; place++)
        {
            await AssertSurvivesAsync(files.Snapshot, Flip(good, place, mask), least: 2, place);
        }
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x20)]
    public async Task OpenAsync_AnyByteOfTheJournalFlipped_LosesAtMostOneRecordAndSaysSo(byte mask)
    {
        using CheckpointFiles crashed = await files.CrashAfterAsync(3);
        byte[] good = await File.ReadAllBytesAsync(crashed.Journal, TestContext.Current.CancellationToken);

        for (int place = 0; place < good.Length; place++)
        {
            using CheckpointFiles copy = crashed.Clone();
            await AssertSurvivesAsync(copy, copy.Journal, Flip(good, place, mask), least: 2, place);
        }
    }

    [Fact]
    public async Task OpenAsync_JournalCutAtAnyByte_KeepsWholeLinesWithoutANotice()
    {
        using CheckpointFiles crashed = await files.CrashAfterAsync(3);
        byte[] good = await File.ReadAllBytesAsync(crashed.Journal, TestContext.Current.CancellationToken);

        for (int cut = 0; cut <= good.Length; cut++)
        {
            await File.WriteAllBytesAsync(crashed.Journal, good[..cut], TestContext.Current.CancellationToken);
            using CheckpointFiles copy = crashed.Clone();
            await using JsonCheckpoint checkpoint = await copy.OpenAsync();

            Assert.Equal(Keys(good[..cut].Count(value => value == '\n')), Keys(checkpoint));
            Assert.Empty(checkpoint.Notices);
        }
    }

    [Fact]
    public async Task OpenAsync_JournalEndsInZeros_TakesThemForATornTail()
    {
        using CheckpointFiles crashed = await files.CrashAfterAsync(3);
        await File.AppendAllTextAsync(crashed.Journal, new string('\0', 5000), TestContext.Current.CancellationToken);

        await using JsonCheckpoint checkpoint = await crashed.OpenAsync();

        Assert.Equal(Keys(3), Keys(checkpoint));
        Assert.Empty(checkpoint.Notices);
    }

    [Fact]
    public async Task RecordAsync_AfterATornTail_ContinuesTheNumbering()
    {
        using CheckpointFiles crashed = await files.CrashAfterAsync(3);
        await File.AppendAllTextAsync(crashed.Journal, "{\"crc\":\"12", TestContext.Current.CancellationToken);

        using CheckpointFiles again = await crashed.CrashAfterAsync(2, from: 3);
        await using JsonCheckpoint checkpoint = await again.OpenAsync();

        Assert.Equal(Keys(5), Keys(checkpoint));
        Assert.Empty(checkpoint.Notices);
    }

    [Fact]
    public async Task OpenAsync_SnapshotCutAtAnyByte_KeepsWhatIsIntact()
    {
        await files.FillAsync(3);
        byte[] good = await File.ReadAllBytesAsync(files.Snapshot, TestContext.Current.CancellationToken);

        // The last line feed is the only byte whose loss means nothing.
        for (int cut = 0; cut < good.Length - 1; cut++)
        {
            int intact = Keys(3).Count(key => good.AsSpan(0, cut).IndexOf(System.Text.Encoding.UTF8.GetBytes($"\"{key}\"")) >= 0);
            await AssertSurvivesAsync(files.Snapshot, good[..cut], Math.Max(0, intact - 1), cut);
        }
    }

    [Fact]
    public async Task OpenAsync_JournalLineMissing_UsesTheRestAndSaysSo()
    {
        using CheckpointFiles crashed = await files.CrashAfterAsync(3);
        string[] lines = await File.ReadAllLinesAsync(crashed.Journal, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(crashed.Journal, [lines[0], lines[2]], TestContext.Current.CancellationToken);

        await using JsonCheckpoint checkpoint = await crashed.OpenAsync();

        Assert.Equal(["item-0", "item-2"], Keys(checkpoint));
        Assert.Single(checkpoint.Notices);
    }

    [Fact]
    public async Task OpenAsync_SnapshotGone_KeepsTheJournalAndSaysSo()
    {
        using CheckpointFiles crashed = await files.CrashAfterAsync(3);
        File.Delete(crashed.Snapshot);

        await using JsonCheckpoint checkpoint = await crashed.OpenAsync();

        Assert.Equal(Keys(3), Keys(checkpoint));
        Assert.Contains("checkpoint.json is missing; 3 items kept", Assert.Single(checkpoint.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_DamageRepaired_IsWholeTheNextTime()
    {
        await files.FillAsync(3);
        byte[] good = await File.ReadAllBytesAsync(files.Snapshot, TestContext.Current.CancellationToken);
        await AssertSurvivesAsync(files.Snapshot, Flip(good, good.Length / 2, 1), least: 2, good.Length / 2);

        await using JsonCheckpoint checkpoint = await files.OpenAsync();

        Assert.Empty(checkpoint.Notices);
        Assert.Equal("https://one.example", checkpoint.Site);
    }

    private static byte[] Flip(byte[] good, int place, byte mask)
    {
        byte[] bad = [.. good];
        bad[place] ^= mask;
        return bad;
    }

    private Task AssertSurvivesAsync(string path, byte[] content, int least, int place) =>
        AssertSurvivesAsync(files, path, content, least, place);

    private static async Task AssertSurvivesAsync(CheckpointFiles files, string path, byte[] content, int least, int place)
    {
        await File.WriteAllBytesAsync(path, content);
        await using JsonCheckpoint checkpoint = await files.OpenAsync();

        Assert.True(checkpoint.Count >= least, $"byte {place}: {checkpoint.Count} items");
        Assert.Empty(Keys(checkpoint).Except(Keys(3)));
        string aside = Assert.Single(files.SetAside);
        string notice = Assert.Single(checkpoint.Notices);
        Assert.Contains(path + " was damaged; ", notice, StringComparison.Ordinal);
        Assert.Contains($"{checkpoint.Count} ", notice, StringComparison.Ordinal);
        Assert.Contains(aside, notice, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(aside));
        File.Delete(aside);
    }
}
