using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Progress;

/// <summary>Tools read these lines: what stands in docs/operating.md comes first in each, word for word.</summary>
public sealed class RunLogTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly CapturingLog log = new();
    private readonly Events events;

    public RunLogTests() => events = new(clock, new RunLog(log));

    [Theory]
    [InlineData(null, "all")]
    [InlineData(30, "first 30")]
    public void Read_RunStarted_IsJobStartAndConfig(int? limit, string query)
    {
        events.Start(limit);

        Assert.Equal(
            [
                $"Information | === JOB START === | Job ID: dealer-inventory | Query: {query} | Sources: the demo portal | Run: "
                    + "20251002-143000-abcd",
                "Information | CONFIG: concurrent_pages=2, item_timeout=30, global_job_timeout=300",
            ],
            log.Lines);
    }

    [Fact]
    public void Read_PagesAndPace_AreALineEachWithTheReason()
    {
        events.Tell(new RunEvent.Steered(IsPaused: false, Pages: 4) { Before = 5, Auto = "1-32" });
        events.Tell(new RunEvent.Steered(IsPaused: false, Pages: 8) { Before = 4, Auto = "1-32", Why = "6.1 items/s (+80 %), CPU 55 %" });
        events.Tell(new RunEvent.Steered(IsPaused: false, Pages: 3) { Before = 8 });
        events.Tell(new RunEvent.Paced("one.example", 1.8, "429 after 3 items in 1.6 s"));
        events.Tell(new RunEvent.Paced("one.example", null, "pages are not on auto any more"));

        Assert.Equal(
            [
                "Information | PAGES: 4 work from now on | auto, 1 to 32",
                "Information | PAGES: 4 -> 8 | 6.1 items/s (+80 %), CPU 55 %",
                "Information | PAGES: 3 work from now on",
                "Information | PACE: one.example | 1.80 items/s | 429 after 3 items in 1.6 s",
                "Information | PACE: one.example | as fast as pages go | pages are not on auto any more",
            ],
            log.Lines);
    }

    [Fact]
    public void Read_ItemDone_IsOneSuccessLinePerFile()
    {
        events.Attempt("nature_001", "Done", ItemState.Done, seconds: 1.234, group: "google_images", sizes: [245678, 12]);

        Assert.Equal(
            [
                "Information | SUCCESS: google_images | File: nature_001.pdf | Size: 245678 bytes | Time: 1.23s",
                "Information | SUCCESS: google_images | File: nature_001-1.pdf | Size: 12 bytes | Time: 1.23s",
            ],
            log.Lines);
    }

    [Theory]
    [InlineData("Rejected", ItemState.Failed, "Error | FAILED: dealer-inventory | Item: a | Attempt: 2 | Rejected: why")]
    [InlineData("TimedOut", ItemState.Failed, "Error | TIMEOUT | dealer-inventory | Timeout after 30s | Item: a | Attempt: 2 | why")]
    [InlineData("TimedOut", ItemState.Waiting, "Warning | RETRY: dealer-inventory | Item: a | Attempt: 2 | TimedOut: why")]
    [InlineData("Skipped", ItemState.Skipped, "Information | SKIPPED: dealer-inventory | Item: a | why")]
    public void Read_ItemNotDone_IsOneLineThatSaysWhy(string outcome, ItemState state, string line)
    {
        events.Start();
        events.Attempt("a", outcome, state, attempt: 2, reason: "why");

        Assert.Equal(line, log.Lines[^1]);
    }

    [Fact]
    public void Read_TimeLimit_IsGlobalTimeout()
    {
        events.Start();
        events.Tell(new RunEvent.Stopping(StopReason.TimeLimit, "the run has reached GLOBAL_JOB_TIMEOUT"));

        Assert.Equal("Error | GLOBAL TIMEOUT: Job dealer-inventory exceeded 300s", log.Lines[^1]);
    }

    [Fact]
    public void Read_EverythingElse_IsALineOfItsOwn()
    {
        events.Tell(new RunEvent.Notice("BROWSER: Chromium 141"));
        events.Tell(new RunEvent.SignedIn(2, TimeSpan.FromSeconds(1.5)));
        events.Tell(new RunEvent.DiscoveryEnded(2000, TimeSpan.FromSeconds(61), null));
        events.Tell(new RunEvent.DiscoveryEnded(7, TimeSpan.FromSeconds(61), "503"));
        events.Tell(new RunEvent.Stopping(StopReason.Interrupted, "interrupted"));

        Assert.Equal(
            [
                "Information | BROWSER: Chromium 141",
                "Information | SIGNED IN | Generation: 2 | Time: 1.50s",
                "Information | DISCOVERY COMPLETED | Found: 2000 | Time: 61.00s",
                "Error | DISCOVERY FAILED | Found: 7 | Error: 503",
                "Warning | STOPPING: Interrupted | interrupted",
            ],
            log.Lines);
    }

    [Fact]
    public void Read_RunEnded_IsJobCompleteAndStatistics()
    {
        events.Start();
        events.Attempt("a", "Done", ItemState.Done, group: "unsplash", sizes: [1]);
        events.Attempt("b", "Done", ItemState.Done, group: "bing", sizes: [2]);
        events.Attempt("c", "Rejected", ItemState.Failed, group: "bing");
        events.Attempt("d", "Skipped", ItemState.Skipped, group: "flickr");
        events.Tell(new RunEvent.RunEnded(null, null));

        Assert.Equal(
            [
                "Information | === JOB COMPLETE === | Job ID: dealer-inventory | Downloaded: 2 | Skipped: 1 | Failed: 1 | Time: 4.00s",
                "Information | STATISTICS | Success: bing, unsplash | Failed: bing",
            ],
            log.Lines.TakeLast(2));
    }

    [Fact]
    public void Read_NothingDone_StatisticsSayNone()
    {
        events.Start();
        events.Tell(new RunEvent.RunEnded(StopReason.Interrupted, "interrupted"));

        Assert.Equal("Information | STATISTICS | Success: none | Failed: none", log.Lines[^1]);
    }
}
