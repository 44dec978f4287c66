using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Cli.Chaos.Machines;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>Whoever says 0 must be able to say 1: a finished job of many machines is told otherwise, and each count goes up.</summary>
public sealed class StoredJudgeTests : IClassFixture<FinishedJob>, IDisposable
{
    private readonly TemporaryFolder data = new();
    private readonly FinishedJob finished;
    private readonly StoredItem[] items;

    public StoredJudgeTests(FinishedJob finished)
    {
        this.finished = finished;
        finished.CopyTo(data.Root);
        items = [.. finished.Portal.Keys.Select(key => new StoredItem(
            key, ItemState.Done, Fence: 1, IsClaimed: false, HasRecord: true, IsPromised: false, Error: null))];
    }

    private string Files => Path.Combine(data["dealer-inventory"], "files");

    public void Dispose() => data.Dispose();

    [Fact]
    public void Conclude_FinishedJob_FindsNothing() => AssertFound("lost=0 twice=0 half=0 wrong=0");

    [Fact]
    public void Conclude_NotDone_IsLost()
    {
        items[0] = items[0] with { State = ItemState.Failed, Error = "it is broken" };

        AssertFound("lost=1 twice=0 half=0 wrong=0");
    }

    [Fact]
    public void Conclude_NotKnown_IsLost() => AssertFound("lost=1 twice=0 half=0 wrong=0", items[1..]);

    [Fact]
    public void Conclude_WithoutRecord_IsLost()
    {
        items[0] = items[0] with { HasRecord = false };

        AssertFound("lost=1 twice=0 half=0 wrong=0");
    }

    [Fact]
    public void Conclude_WithoutFile_IsLost()
    {
        File.Delete(FileOf(0));

        AssertFound("lost=1 twice=0 half=0 wrong=0");
    }

    [Fact]
    public void Conclude_FileWithoutName_IsHalf()
    {
        items[0] = items[0] with { IsPromised = true };

        AssertFound("lost=0 twice=0 half=1 wrong=0");
    }

    [Fact]
    public void Conclude_FileIsCutAndAnotherOneOfNoItem_AreHalfAndWrong()
    {
        File.Copy(FileOf(1), Path.Combine(Files, "stray.pdf"));
        File.WriteAllBytes(FileOf(1), File.ReadAllBytes(FileOf(1))[..100]);

        AssertFound("lost=0 twice=0 half=1 wrong=1");
    }

    [Fact]
    public void Conclude_ClaimedAgainThoughDone_IsTwice()
    {
        StoredJudge judge = new(finished.Portal, Files);
        judge.Look(items);
        items[0] = items[0] with { Fence = 2 };

        Assert.Equal("lost=0 twice=1 half=0 wrong=0", judge.Conclude(items).ToString());
    }

    [Fact]
    public async Task Conclude_FetchedAgainThoughDone_IsTwiceUnlessAnotherMachineHadItBefore()
    {
        StoredJudge judge = new(finished.Portal, Files);
        items[0] = items[0] with { Fence = 2 };
        judge.Look(items);
        await JobRun.OfAsync(finished.Dealer, data.Root, "FORCE_REDOWNLOAD=true", "MAX_DOWNLOADS=2");

        Assert.Equal(("lost=0 twice=1 half=0 wrong=0", 1), ($"{judge.Conclude(items)}", judge.SentLate));
    }

    private void AssertFound(string counts, StoredItem[]? stored = null) =>
        Assert.Equal(counts, new StoredJudge(finished.Portal, Files).Conclude(stored ?? items).ToString());

    private string FileOf(int number) => Path.Combine(Files, $"{items[number].Key}.pdf");
}
