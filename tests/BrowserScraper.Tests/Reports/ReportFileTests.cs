using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Reports;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Progress;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Reports;

public sealed class ReportFileTests : IDisposable
{
    private const string Hostile = "</style><script>alert('x')</script><img src=x onerror=\"y\">";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rewrite_TextFromASite_StandsThereEncoded()
    {
        Record(events =>
        {
            events.Attempt(Hostile, Hostile, ItemState.Failed, reason: Hostile);
            events.Tell(new RunEvent.Notice(Hostile));
            events.Tell(new RunEvent.Recovery(Hostile, Hostile, Worked: true, TimeSpan.Zero));
            events.Tell(new RunEvent.TokenLineage(Hostile, [new(1, Hostile, default, Hostile, Hostile)])
            {
                Found = [new(Hostile, Hostile, Hostile, TokenKind.Rotates, TokenEvidence.Chain, default) { Why = Hostile }],
            });
            events.Tell(new RunEvent.DiscoveryEnded(1, TimeSpan.Zero, Hostile));
            events.Tell(new RunEvent.Stopping(StopReason.Interrupted, Hostile));
            events.Tell(new RunEvent.RunEnded(StopReason.Interrupted, Hostile));
        });

        string html = Rewrite();

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"y\"", html, StringComparison.Ordinal);
        Assert.Single(html.Split("</style>")[1..]);
        Assert.True(html.Split("&lt;script&gt;").Length > 15);
    }

    [Fact]
    public void Rewrite_CookiesWereFoundOut_SaysWhatFromWhatAndSinceWhen()
    {
        Record(events => events.Tell(new RunEvent.TokenLineage("demo", [])
        {
            Found =
            [
                new("tok", ".portal.example", "/", TokenKind.OlderStayGood, TokenEvidence.Trial,
                    new(2026, 11, 28, 12, 30, 0, TimeSpan.Zero))
                {
                    Why = "/home took one",
                    GoodForSeconds = 2.25,
                    IsFromEarlierRun = true,
                },
            ],
        }));

        string html = Decoded(Rewrite());

        Assert.Contains("older values stay good (seen for 2.25 s): nothing was held", html, StringComparison.Ordinal);
        Assert.Contains("<td>/home took one</td><td>2026-11-28 12:30:00, an earlier run</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrite_KilledRun_SaysThatItHasNoEnd()
    {
        Record(events => events.Attempt("a", "Done", ItemState.Done));

        string html = Rewrite();

        Assert.Contains("Not ended.", html, StringComparison.Ordinal);
        Assert.Contains("it still goes on, or was killed", Decoded(html), StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrite_WithReport_SaysWhatTheReportSays()
    {
        Record(events => events.Attempt("a", "Done", ItemState.Done));
        RunReport report = new()
        {
            Job = "job", Run = "run", Site = "site", StartedAt = default, EndedAt = default,
            Done = 4321, Memory = [new(0, 100 << 20), new(9, 300 << 20)], PeakMemoryBytes = 300 << 20,
        };
        File.WriteAllText(folder["report.json"], JsonSerializer.Serialize(report, RunJson.Readable));

        string html = Rewrite();

        Assert.Contains("<b>4,321</b>", html, StringComparison.Ordinal);
        Assert.Contains("300 MB at most, 200 MB on average", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrite_ReportOfAnEarlierVersionWithoutEvents_IsEnough()
    {
        File.WriteAllText(folder["report.json"], """
            {"job":"j","run":"r","site":"s","startedAt":"2026-11-22T11:14:51+00:00","endedAt":"2026-11-22T11:15:51+00:00","failed":1,
             "failures":[{"key":"K-1","outcome":"Failed","reason":"500 for http://x/","attempts":3,"lastSeconds":1}]}
            """);

        string html = Rewrite();

        Assert.Contains("<code>K-1</code>", html, StringComparison.Ordinal);
        Assert.Contains("<code>events.jsonl</code> is missing", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrite_EmptyFolder_SaysWhatIsMissing()
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => ReportFile.Rewrite(folder.Root));

        Assert.Equal(StopReason.BadUsage, stop.Reason);
        Assert.Contains($"{folder.Root} holds neither", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrite_ThousandsOfItems_StaysSmall()
    {
        Record(events =>
        {
            foreach (int number in Enumerable.Range(0, 10_000))
            {
                events.Attempt($"item-{number}", "Done", ItemState.Done, seconds: 0.5 + (number % 7), page: number % 5);
            }
        });

        Assert.InRange(Rewrite().Length, 10_000, 120_000);
    }

    private void Record(Action<Events> tell)
    {
        using EventsFile file = new(folder["events.jsonl"]);
        Events events = new(new FakeTimeProvider(), file);
        events.Start();
        tell(events);
    }

    private string Rewrite() => File.ReadAllText(ReportFile.Rewrite(folder.Root));

    private static string Decoded(string html) => System.Net.WebUtility.HtmlDecode(html);
}
