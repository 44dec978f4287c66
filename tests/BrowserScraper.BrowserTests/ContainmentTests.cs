using BrowserScraper.App.Running;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Browsers;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// Something throws that nobody had foreseen: the run ends by itself, its last line and its report say what it was, and every other item is
/// right.
/// </summary>
public sealed class ContainmentTests : IDisposable
{
    private const string Message = "injected";

    /// <summary>From the last item to the report.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        Guarded.Injected.Value = null;
        folder.Dispose();
    }

    /// <summary>Handlers of events that happen in every run; those of rarer ones are in BrowserScraper.Tests, GuardedTests.</summary>
    [Theory]
    [InlineData("page.Close")]
    [InlineData("page.Crash")]
    [InlineData("page.Popup")]
    [InlineData("page.Console")]
    [InlineData("page.PageError")]
    [InlineData("page.Download")]
    [InlineData("context.Close")]
    [InlineData("Network.requestWillBeSent")]
    [InlineData("Network.responseReceived")]
    [InlineData("Network.responseReceivedExtraInfo")]
    [InlineData("Network.loadingFinished")]
    [InlineData("Network.loadingFailed")]
    public async Task Run_AHandlerThrows_EveryItemIsDoneAllTheSame(string kind)
    {
        await using DealerPortal portal = await Portals.StartAsync(8);
        int thrown = 0;
        Guarded.Injected.Value = name =>
        {
            if (name == kind && Interlocked.Exchange(ref thrown, 1) == 0)
            {
                throw new InvalidOperationException(Message);
            }
        };
        ScriptAround script = new(JobRun.DealerScript(portal), (context, begun) => begun == 3 ? ProvokeAsync(context) : Task.CompletedTask);

        JobRun run = await JobRun.OfAsync(
            script, folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=1", "BACKOFF_FACTOR=1", "BLOCK_RESOURCES=true", "TOKEN_MODE=auto");

        Assert.Equal((null, 8, 0), (run.Report.Stopped, run.Report.Done, run.Report.Failed));
        Assert.Equal(1, thrown);
        AssertTold(run, $"a handler of {kind}");
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    [Fact]
    public async Task Run_ARecordCannotBeWritten_FailsThatItemAlone()
    {
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        JobRun run = await JobRun.OfAsync(
            site.Script(6, record: item => item == "2" ? new Endless() : new { item }), folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=1",
            "BACKOFF_FACTOR=1");

        Assert.Equal((null, 5, 1), (run.Report.Stopped, run.Report.Done, run.Report.Failed));
        FailedItem failed = Assert.Single(run.Report.Failures);
        Assert.StartsWith("JsonException: ", failed.Reason, StringComparison.Ordinal);
        Assert.Contains("   at System.Text.Json", LogOf(run, failed), StringComparison.Ordinal);
        AssertTold(run, "plain, 2");
    }

    [Fact]
    public async Task Run_TheWorkerThrowsOutsideOfTheScript_TriesThatItemAgain()
    {
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        int completions = 0;
        using MemoryJobStore store = new(TimeProvider.System)
        {
            Completing = () =>
            {
                if (Interlocked.Increment(ref completions) == 3)
                {
                    throw new InvalidOperationException(Message);
                }
            },
        };
        JobRun run = await JobRun.OfAsync(
            site.Script(6), folder.Root, store, [], "CONCURRENT_PAGES=2", "MAX_RETRIES=1", "BACKOFF_FACTOR=1");

        Assert.Equal((null, 6, 0), (run.Report.Stopped, run.Report.Done, run.Report.Failed));
        AssertTold(run, "plain, ");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Run_SignInThrows_StopsWithItsStackAndNoItemPays(int failing)
    {
        await using DealerPortal portal = await Portals.StartAsync(12);
        ScriptAround script = new(JobRun.DealerScript(portal), (_, begun) =>
        {
            if (begun == 4)
            {
                portal.EndAllSessions();
            }

            return Task.CompletedTask;
        })
        {
            BeforeSignIn = number => number == failing ? throw new InvalidOperationException(Message) : Task.CompletedTask,
        };
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=2");

        Assert.Equal((StopReason.Fault, 0), (run.Report.Stopped, run.Report.Failed));
        Assert.Matches(
            @"^dealer-inventory: SignInAsync failed: InvalidOperationException: injected \(ContainmentTests\.cs:\d+\); .*sign-in",
            run.Report.Message);
        Assert.Contains("   at ", Assert.Single(run.Report.Faults).Stack, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Events.Ended, item => item.Outcome == "Failed");
        Assert.Equal(6, RunVerdict.Of(run.Report, Profile.Find("full")!).ExitCode);
    }

    [Fact]
    public async Task Run_TheListsPageCrashes_IsReadFromItsStartAgain()
    {
        await using DealerPortal portal = await Portals.StartAsync(30);
        ScriptAround script = new(JobRun.DealerScript(portal), (_, _) => Task.CompletedTask)
        {
            BeforeRow = async (context, number) =>
            {
                if (number == 5)
                {
                    await context.Page.GotoAsync("chrome://crash");
                }
            },
        };
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=2");

        Assert.Equal((null, 30, 0), (run.Report.Stopped, run.Report.Done, run.Report.Failed));
        Assert.Null(run.Report.DiscoveryFailure);
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    [Fact]
    public async Task Run_AReaderThrows_TheOthersReadOn()
    {
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        JobRun run = await JobRun.OfAsync(site.Script(4), folder.Root, plan => plan, [new OddReader()], "CONCURRENT_PAGES=2");

        Assert.Equal((null, 4), (run.Report.Stopped, run.Report.Done));
        AssertTold(run, "a reader of events (OddReader, at ItemEnded)");
    }

    [Fact]
    public async Task Run_OneLineOfTheScriptThrowsEachTime_StopsBeforeAllIsSpent()
    {
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        JobRun run = await JobRun.OfAsync(
            site.Script(60, _ => throw new InvalidOperationException(Message)), folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=0",
            "EVIDENCE_MB=0");

        Assert.Equal(StopReason.LowYield, run.Report.Stopped);
        Assert.InRange(run.Report.Failed, 15, 17);
        Assert.Matches(
            @"one defect of the script, not of the site: InvalidOperationException: injected \(ContainmentTests\.cs:\d+\)",
            run.Report.Message);
    }

    [Fact]
    public async Task Run_HalfAnEmojiOnThePageOfAnItemThatFails_LeavesItsEvidenceAndEnds()
    {
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        JobRun run = await JobRun.OfAsync(
            site.Script(3, async page =>
            {
                if (page.Url.EndsWith("/2", StringComparison.Ordinal))
                {
                    await page.EvaluateAsync(
                        "() => { const half = 'half ' + String.fromCharCode(0xD83D); document.body.append(half); document.title = half; "
                            + "console.log(half); }");
                    throw new InvalidOperationException(Message);
                }
            }),
            folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=1", "BACKOFF_FACTOR=1");

        Assert.Equal((null, 2, 1), (run.Report.Stopped, run.Report.Done, run.Report.Failed));
        FailedItem failed = Assert.Single(run.Report.Failures);
        Assert.True(File.Exists(Path.Combine(EvidenceOf(run, failed), "trace.zip")));
        Assert.Contains("half \uFFFD", LogOf(run, failed), StringComparison.Ordinal);
        AssertTold(run, "plain, 2");
    }

    private static async Task ProvokeAsync(ItemContext context)
    {
        IPage page = context.Page;
        await page.GotoAsync(context.Item.Address!.AbsoluteUri);
        await page.EvaluateAsync("""
            async () => {
                console.log('a line');
                setTimeout(() => { throw new Error('an error'); }, 0);
                await fetch('http://127.0.0.1:9/').catch(() => {});
                const link = document.createElement('a');
                link.href = URL.createObjectURL(new Blob(['a file']));
                link.download = 'a-file.txt';
                link.textContent = 'A file of its own';
                link.setAttribute('role', 'button');
                document.body.append(link);
                window.open('about:blank');
            }
            """);
        await context.DownloadAsync(page.GetByRole(AriaRole.Button, new() { Name = "A file of its own" }), "a-file.txt");
        await page.GotoAsync("chrome://crash");
    }

    private void AssertTold(JobRun run, string where)
    {
        ReportedFault fault = Assert.Single(run.Report.Faults);
        Assert.StartsWith(where, fault.Where, StringComparison.Ordinal);
        Assert.Contains("   at ", fault.Stack, StringComparison.Ordinal);
        RunVerdict verdict = RunVerdict.Of(run.Report, Profile.Find("full")!);
        Assert.Contains(fault.Error, verdict.Text, StringComparison.Ordinal);
        Assert.Equal(run.Report.Failed == 0 ? 0 : 1, verdict.ExitCode);
        Assert.True(run.Report.EndedAt - run.Events.Ended.Max(item => item.At) < LongestEnd);
        string root = Path.Combine(folder.Root, run.Report.Job, "runs", run.Report.Run);
        Assert.All(["report.json", "report.html"],
            name => Assert.Contains(fault.Where, File.ReadAllText(Path.Combine(root, name)), StringComparison.Ordinal));
    }

    private string EvidenceOf(JobRun run, FailedItem failed) =>
        Path.Combine(folder.Root, run.Report.Job, "runs", run.Report.Run, failed.Evidence!);

    private string LogOf(JobRun run, FailedItem failed) => File.ReadAllText(Path.Combine(EvidenceOf(run, failed), "attempt-2.log"));

    /// <summary>JSON without an end.</summary>
    private sealed class Endless
    {
        public Endless Next => this;
    }

    private sealed class OddReader : IRunEventReader
    {
        public void Read(RunEvent happened)
        {
            if (happened is RunEvent.ItemEnded)
            {
                throw new InvalidOperationException(Message);
            }
        }
    }
}
