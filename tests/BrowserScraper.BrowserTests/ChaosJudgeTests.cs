using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Checkpoints;
using BrowserScraper.Cli.Chaos;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>Whoever says 0 must be able to say 1: a finished job is damaged by hand, and each count goes up.</summary>
public sealed class ChaosJudgeTests : IClassFixture<FinishedJob>, IDisposable
{
    private readonly TemporaryFolder data = new();
    private readonly FinishedJob finished;
    private readonly string[] vins;

    public ChaosJudgeTests(FinishedJob finished)
    {
        this.finished = finished;
        finished.CopyTo(data.Root);
        vins = [.. finished.Portal.Keys];
    }

    private string Job => data["dealer-inventory"];

    private string Records => Path.Combine(Job, "records.jsonl");

    public void Dispose() => data.Dispose();

    [Fact]
    public void Conclude_FinishedJob_FindsNothing() => AssertFound("lost=0 twice=0 half=0 wrong=0");

    [Fact]
    public void Conclude_FileDeleted_IsLost()
    {
        File.Delete(FileOf(0));

        AssertFound("lost=1 twice=0 half=0 wrong=0");
    }

    [Fact]
    public void Conclude_RecordDeleted_IsLost()
    {
        File.WriteAllLines(Records, File.ReadAllLines(Records)[1..]);

        AssertFound("lost=1 twice=0 half=0 wrong=0");
    }

    [Fact]
    public async Task Conclude_ItemMarkedUndone_IsLost()
    {
        await using (JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(Job, "dealer-inventory", "x", TimeProvider.System))
        {
            await checkpoint.RecordAsync(checkpoint.Find(vins[2])! with { State = ItemState.Waiting });
        }

        AssertFound("lost=1 twice=0 half=0 wrong=0");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    public void Conclude_FileTruncated_IsHalf(double share)
    {
        byte[] whole = File.ReadAllBytes(FileOf(1));
        File.WriteAllBytes(FileOf(1), whole[..(int)(whole.Length * share)]);

        AssertFound("lost=0 twice=0 half=1 wrong=0");
    }

    [Fact]
    public void Conclude_FilesSwapped_AreWrong()
    {
        byte[] first = File.ReadAllBytes(FileOf(0));
        File.Copy(FileOf(1), FileOf(0), overwrite: true);
        File.WriteAllBytes(FileOf(1), first);

        AssertFound("lost=0 twice=0 half=0 wrong=2");
    }

    [Fact]
    public void Conclude_FileOfNoItem_IsWrong()
    {
        File.Copy(FileOf(1), Path.Combine(Job, "files", "stray.pdf"));

        AssertFound("lost=0 twice=0 half=0 wrong=1");
    }

    [Fact]
    public void Conclude_RecordTwice_IsTwice()
    {
        File.AppendAllLines(Records, [File.ReadLines(Records).First()]);

        AssertFound("lost=0 twice=1 half=0 wrong=0");
    }

    [Fact]
    public void Conclude_RecordCutOff_IsHalfAndLost()
    {
        string[] lines = File.ReadAllLines(Records);
        File.WriteAllText(Records, string.Join('\n', lines)[..^10]);

        AssertFound("lost=1 twice=0 half=1 wrong=0");
    }

    [Fact]
    public void Conclude_CheckpointSetAsideAsDamaged_IsHalf()
    {
        File.WriteAllText(Path.Combine(Job, "checkpoint.json.damaged-20250101-000000"), "");

        AssertFound("lost=0 twice=0 half=1 wrong=0");
    }

    [Fact]
    public void Conclude_DamageMendedByALaterRun_StillCounts()
    {
        Judge judge = new(finished.Portal, Job);
        byte[] whole = File.ReadAllBytes(FileOf(1));
        File.WriteAllBytes(FileOf(1), whole[..100]);
        judge.LookAfterRun();
        File.WriteAllBytes(FileOf(1), whole);

        Assert.Equal("lost=0 twice=0 half=1 wrong=0", judge.Conclude().ToString());
    }

    [Fact]
    public async Task Conclude_DoneItemFetchedAgainByALaterRun_IsTwice()
    {
        Judge judge = new(finished.Portal, Job);
        judge.LookAfterRun();
        await JobRun.OfAsync(finished.Dealer, data.Root, "FORCE_REDOWNLOAD=true", "MAX_DOWNLOADS=2");

        Assert.Equal("lost=0 twice=2 half=0 wrong=0", judge.Conclude().ToString());
    }

    private void AssertFound(string counts) => Assert.Equal(counts, new Judge(finished.Portal, Job).Conclude().ToString());

    private string FileOf(int number) => Path.Combine(Job, "files", $"{vins[number]}.pdf");
}
