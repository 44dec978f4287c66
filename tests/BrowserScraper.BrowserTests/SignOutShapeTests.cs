using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// Sessions end twice in mid-run and once in mid-discovery, by every shape that sites give to it: every record is the item's own, nothing
/// is spent, and one sign-in follows each ending. With <c>ODD_MATRIX=full</c> in the environment each shape is run by both scripts and with
/// both sets of marks, as slow as apps are; <c>ODD_SHAPES=Stale,NoHeader</c> runs those alone.
/// </summary>
public sealed class SignOutShapeTests
{
    private const int Items = 75;
    private const int LicenseAfter = 30;

    private static readonly string[]? Wanted = Environment.GetEnvironmentVariable("ODD_SHAPES")?.Split(',');

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("ODD_MATRIX") == "full";

    /// <summary>Shape, whether by plain locators, whether with all marks, whether with a file.</summary>
    public static TheoryData<OddSignOut, bool, bool, bool> Runs()
    {
        TheoryData<OddSignOut, bool, bool, bool> runs = [];
        foreach (OddSignOut shape in Enum.GetValues<OddSignOut>()
            .Where(shape => shape != OddSignOut.KnownElsewhere && (Wanted?.Contains($"{shape}") ?? true)))
        {
            for (int kind = 0; kind < 4; kind++)
            {
                if (IsFull || kind == (int)shape % 4)
                {
                    runs.Add(shape, kind % 2 == 1, kind >= 2, (int)shape % 3 == 0);
                }
            }
        }

        return runs;
    }

    /// <summary>It meets each end itself, and so do all that are at work beside it: they are no more to blame than any other.</summary>
    [Fact]
    public async Task Run_AnItemEndsTheSessionEachTime_IsGivenUpAndNoOtherIs()
    {
        using TemporaryFolder data = new();
        await using OddPortal portal = await OddPortal.StartAsync(
            new()
            {
                Items = 8, OddItems = [OddItemKind.EndsSession], SignOut = OddSignOut.FormInPlace, Latency = TimeSpan.FromSeconds(0.5),
            },
            TestContext.Current.CancellationToken);
        OddRun run = await OddRun.OfAsync(
            portal, new OddScript(portal) { FetchesFiles = true }, data.Root, "CONCURRENT_PAGES=8", "MAX_SIGN_INS=5");

        Assert.Equal(["ODD-0001"], run.Report.Failures.Select(failure => failure.Key));
        Assert.Equal((7, 1), (run.Report.Done, run.Report.Failed));
        Assert.Equal((3, 4), (portal.Counts.SessionsEnded, portal.Counts.SignIns));
        Assert.Empty(run.WrongRecords(portal, portal.Items.Skip(1)));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Run_SessionsEnd_HasEveryRecordAndSignsInOnceForEach(OddSignOut shape, bool raw, bool allMarks, bool fetchesFiles)
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(OptionsOf(shape), TestContext.Current.CancellationToken);
        OddSite odd = raw
            ? new OddRawScript(portal) { StatesAllMarks = allMarks, FetchesFiles = fetchesFiles }
            : new OddScript(portal) { StatesAllMarks = allMarks, FetchesFiles = fetchesFiles };
        ScriptAround script = new(odd, (_, begun) =>
        {
            if (begun == LicenseAfter && allMarks && shape == OddSignOut.LicenseBetween)
            {
                portal.AskForLicense();
            }

            return Task.CompletedTask;
        });
        OddRun run = await OddRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=8");
        OddPortalCounts counts = portal.Counts;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{shape} {(raw ? "raw" : "readings")} {(allMarks ? "all" : "alone")}: "
                + $"{(run.Report.EndedAt - run.Report.StartedAt).TotalSeconds:F1} s, "
            + $"longest signed out {run.Events.LongestSignedOut.TotalSeconds:F1} s, "
                + $"{string.Join(", ", run.Events.Ended.CountBy(item => item.Outcome))}, "
                    + $"{counts with { ByPath = new Dictionary<string, int>() }}");

        run.AssertHolds(portal, fetchesFiles);
        Assert.Equal(1 + counts.SessionsEnded, counts.SignIns);
        Assert.Equal(counts.SignIns, counts.FormPosts);
    }

    /// <summary>What a look shows that has signed in by itself is no proof of what was read before it.</summary>
    [Fact]
    public async Task Run_LookAtHomeSignsInByItself_WhatWasReadBeforeIsReadAgain()
    {
        using TemporaryFolder folder = new();
        OddPortalOptions options = new() { SignOut = OddSignOut.KnownElsewhere, Items = 40, ItemsPerPage = 40, EndAfterItems = [20] };
        await using OddPortal portal = await OddPortal.StartAsync(options, TestContext.Current.CancellationToken);
        OddRun run = await OddRun.OfAsync(portal, new OddScript(portal), folder.Root, "CONCURRENT_PAGES=4");

        run.AssertHolds(portal);
        Assert.Equal((1, 2), (portal.Counts.FormPosts, portal.Counts.SignIns));
        Assert.Single(run.Events.Notices, notice => notice.Contains("has signed in again by itself", StringComparison.Ordinal));
    }

    private static OddPortalOptions OptionsOf(OddSignOut shape)
    {
        bool isStale = shape is OddSignOut.Stale or OddSignOut.StaleRedirect;
        OddPortalOptions options =
            new() { SignOut = shape, Items = Items, EndAfterItems = isStale ? [] : [20, 45], EndAfterLists = isStale ? [] : [4] };
        return IsFull ? options : options with { AppDelay = TimeSpan.FromSeconds(0.3), RestoreDelay = TimeSpan.FromSeconds(0.6) };
    }
}
