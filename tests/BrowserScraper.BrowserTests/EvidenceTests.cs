using System.IO.Compression;
using System.Text.Json;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>What a failed item leaves for whoever looks at it in the morning.</summary>
public sealed class EvidenceTests
{
    [Fact]
    public async Task Run_ItemFailsForGood_LeavesPictureHtmlLinesAndTraceOfItsPageAlone()
    {
        using TemporaryFolder folder = new();

        // So many and so slow that the others are still at work when the trace is recorded.
        await using DealerPortal portal = await Portals.StartAsync(40, TimeSpan.FromMilliseconds(80), "truncated-pdf=#1!");
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=3", "MAX_RETRIES=1", "BACKOFF_FACTOR=1");

        FailureFolder failure = FailureFolder.Of(run, folder.Root);
        Assert.Equal(
            ["attempt-1.html", "attempt-1.log", "attempt-1.png", "attempt-2.html", "attempt-2.log", "attempt-2.png", "trace.zip"],
            failure.Names);
        Assert.True(failure.Bytes("attempt-1.png").AsSpan().StartsWith(new byte[] { 0x89, 0x50, 0x4E, 0x47 }));
        Assert.Contains(portal.Vehicles[0].Vin, failure.Text("attempt-1.html"), StringComparison.Ordinal);
        Assert.Matches(@"BadFile: .*\n.*\n.*200 GET \S+/vehicles/", failure.Text("attempt-1.log"));
        Assert.DoesNotContain(portal.Password, failure.Everything(), StringComparison.Ordinal);
        Assert.All(SessionCookies(folder.Root), cookie => Assert.DoesNotContain(cookie, failure.Everything(), StringComparison.Ordinal));
        string[] visited =
            [.. failure.TraceLines().Select(line => Address(line)).OfType<string>()
            .Where(address => address.Contains("/vehicles/", StringComparison.Ordinal))];
        Assert.NotEmpty(visited);
        Assert.All(visited, address => Assert.Contains(portal.Vehicles[0].Vin, address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ItemTimesOut_LeavesItsPicture()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3, "endless-close=#1!,#2!,#3!");
        JobRun run = await JobRun.OfAsync(
            portal, folder.Root, new UnhurriedClock(), "CONCURRENT_PAGES=1", "MAX_RETRIES=0", "ITEM_TIMEOUT=3");

        Assert.Equal(3, run.Report.Failed);
        Assert.Equal(3, Directory.EnumerateFiles(folder.Root, "attempt-1.png", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task Run_ItemIsDoneAfterAll_LeavesNothing()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3, "error500=#2");
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=1", "BACKOFF_FACTOR=1");

        Assert.Equal((3, 1), (run.Report.Done, run.Report.TroubleByOutcome["Failed"]));
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "attempt-*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Run_NoBudget_LeavesNothing()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3, "truncated-pdf=#2!");
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=0", "EVIDENCE_MB=0");

        Assert.Null(Assert.Single(run.Report.Failures).Evidence);
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "attempt-*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Run_NearlyEverythingIsRubbish_StopsResumableBeforeTheRestIsSpent()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(30, "html-instead-of-pdf=100%");
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=8", "MAX_RETRIES=0", "EVIDENCE_MB=0");

        Assert.Equal(StopReason.LowYield, run.Report.Stopped);
        Assert.InRange(run.Report.Failed, 15, 23);
        Assert.Contains("html", run.Report.Message, StringComparison.OrdinalIgnoreCase);

        JobRun regardless = await JobRun.OfAsync(
            portal, folder.Root, "CONCURRENT_PAGES=8", "MAX_RETRIES=0", "EVIDENCE_MB=0", "YIELD_GUARD=false", "MAX_DOWNLOADS=22");
        Assert.Equal((null, 22), (regardless.Report.Stopped, regardless.Report.Failed));
    }

    private static IEnumerable<string> SessionCookies(string data)
    {
        using JsonDocument session = JsonDocument.Parse(File.ReadAllText(Path.Combine(data, "sessions", "dealer-inventory.json")));
        return [.. session.RootElement.GetProperty("cookies").EnumerateArray().Select(cookie => cookie.GetProperty("value").GetString()!)
            .Where(value => value.Length >= 8)];
    }

    private static string? Address(JsonElement line) =>
        line.TryGetProperty("snapshot", out JsonElement snapshot) && snapshot.TryGetProperty("request", out JsonElement request)
            ? request.GetProperty("url").GetString()
        : line.TryGetProperty("params", out JsonElement call) && call.TryGetProperty("url", out JsonElement url) ? url.GetString()
        : null;

    /// <summary>The folder of the one item that failed.</summary>
    private sealed class FailureFolder(string root)
    {
        public static FailureFolder Of(JobRun run, string data) => new(
            Path.Combine(data, "dealer-inventory", "runs", run.Report.Run, Assert.Single(run.Report.Failures).Evidence!));

        public IEnumerable<string> Names =>
            Directory.EnumerateFiles(root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

        public byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(root, name));

        public string Text(string name) => File.ReadAllText(Path.Combine(root, name));

        public IEnumerable<JsonElement> TraceLines()
        {
            using ZipArchive trace = ZipFile.OpenRead(Path.Combine(root, "trace.zip"));
            return [.. trace.Entries
                .Where(entry => entry.Name.EndsWith(".trace", StringComparison.Ordinal)
                    || entry.Name.EndsWith(".network", StringComparison.Ordinal))
                .SelectMany(entry => ReadAll(entry).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                .Select(line => JsonDocument.Parse(line).RootElement)];
        }

        /// <summary>All files, those in the trace included, as Latin-1.</summary>
        public string Everything()
        {
            using ZipArchive trace = ZipFile.OpenRead(Path.Combine(root, "trace.zip"));
            IEnumerable<string> inside = trace.Entries.Select(ReadAll);
            return string.Join(
                '\n', [.. Directory.EnumerateFiles(root).Select(path => File.ReadAllText(path, System.Text.Encoding.Latin1)), .. inside]);
        }

        private static string ReadAll(ZipArchiveEntry entry)
        {
            using StreamReader reader = new(entry.Open(), System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }
    }
}
