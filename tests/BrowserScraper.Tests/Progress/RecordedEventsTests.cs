using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Progress;

public sealed class RecordedEventsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder["events.jsonl"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_WhatWasWritten_AddsUpToTheSameReport()
    {
        ReportBuilder live = new();
        using (EventsFile file = new(Path))
        {
            TellARun(live);
            TellARun(file);
        }

        ReportBuilder replayed = new();
        Assert.All(RecordedEvents.Read(Path), replayed.Read);
        Assert.Equal(Written(live), Written(replayed));
    }

    [Fact]
    public void Read_TornLineAndUnknownKind_AreLeftOut()
    {
        File.WriteAllText(Path, """
            {"at":"2026-11-22T11:14:51.9+00:00","event":"ItemQueued","key":"a"}
            {"at":"2026-11-22T11:14:51.9+00:00","event":"FromALaterVersion","key":"a"}
            {"key":"a"}
            []

            {"at":"2026-11-22T11:14:52+00:00","event":"ItemQue
            """);

        RunEvent only = Assert.Single(RecordedEvents.Read(Path));
        Assert.Equal(("a", 51), (Assert.IsType<RunEvent.ItemQueued>(only).Key, only.At.Second));
    }

    [Fact]
    public void Tokens_OfAReportThatKnewTheLineageAlone_AreRead()
    {
        AccountTokens read = JsonSerializer.Deserialize<AccountTokens>(
            """[{"number":1,"cookie":"tok","at":"2026-11-22T11:14:51Z","by":"page 1","path":"/a"}]""", RunJson.Readable)!;

        Assert.Equal((0, "tok"), (read.Found.Count, Assert.Single(read.Lineage).Cookie));
        TokenFinding found = new("tok", "one.example", "/", TokenKind.Rotates, TokenEvidence.Trial, default) { Why = "tried" };
        string written = JsonSerializer.Serialize(read with { Found = [found] }, RunJson.Line);
        Assert.Equal(found, Assert.Single(JsonSerializer.Deserialize<AccountTokens>(written, RunJson.Line)!.Found));
    }

    // As text: the file holds members that are not public, which a comparison of objects passes over.
    private static string Written(ReportBuilder report) => JsonSerializer.Serialize(report.Build(7, []), RunJson.Readable);

    private static void TellARun(IRunEventReader reader)
    {
        FakeTimeProvider clock = new();
        Events events = new(clock, reader);
        DateTimeOffset now = clock.GetUtcNow();
        events.Start(limit: 5, doneBefore: 2);
        events.Tell(new RunEvent.SignedIn(1, TimeSpan.FromSeconds(1.25)));
        events.Queue("a", "b", "c");
        events.Attempt("a", "Done", ItemState.Done, sizes: [100, 20]);
        events.Attempt("b", "TimedOut", ItemState.Waiting);
        events.Attempt("b", "TimedOut", ItemState.Failed, attempt: 2, reason: "timed out after 00:00:30");
        events.Tell(new RunEvent.BrowserRenewed("after 500 items", TimeSpan.FromSeconds(2)));
        events.Tell(new RunEvent.Recovery("page closed", "it hung", Worked: true, TimeSpan.FromSeconds(0.5), Page: 2));
        events.Tell(new RunEvent.TokenLineage("demo", [new(1, "token", now, "page 1", "/inventory")])
        {
            Found = [new("token", "one.example", "/", TokenKind.RefreshPath, TokenEvidence.Path, now) { Why = "its path" }],
        });
        events.Tell(new RunEvent.DiscoveryEnded(3, TimeSpan.FromSeconds(1), null, IsCutShort: true));
        events.Tell(new RunEvent.Stopping(StopReason.Interrupted, "interrupted"));
        events.Tell(new RunEvent.RunEnded(StopReason.Interrupted, "interrupted"));
    }
}
