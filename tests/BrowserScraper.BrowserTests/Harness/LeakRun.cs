using System.IO.Compression;
using System.Text;
using BrowserScraper.DemoSites.Leaks;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Steering;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Redaction;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>A run against the leaky portal, and everything that it has written and said.</summary>
internal sealed class LeakRun
{
    private readonly string data;

    private LeakRun(string data, RunReport report, CapturingLog log) => (this.data, Report, Log) = (data, report, log);

    public RunReport Report { get; }

    public CapturingLog Log { get; }

    /// <summary>The run's own folder.</summary>
    public string Folder => Path.Combine(data, "leaky", "runs", Report.Run);

    public static async Task<LeakRun> OfAsync(LeakyPortal portal, string data, params string[] settings)
    {
        JobPlan plan = new(
            "leaky", $"run-{Guid.NewGuid():n}", new LeakScript(portal), new(portal.Address, portal.Username, portal.Password),
            "the test's portal", "LEAKY_URL",
            Settings.Of(data,
                ["CONCURRENT_PAGES=1", "MAX_RETRIES=1", "BACKOFF_FACTOR=1", "YIELD_GUARD=false", "EVIDENCE_MB=200", "SITE_AWAY_LIMIT=2",
                "REQUEST_TIMEOUT=8", .. settings]));
        CapturingLog log = new();
        using RunControl control = new(TimeProvider.System);
        return new(data, await new JobRunner(plan, control, log, TimeProvider.System).RunAsync(new EventLog()), log);
    }

    /// <summary>
    /// Each text that was written, archives unpacked, as UTF-8 and as Latin-1; but for the session's file, which its owner alone may read.
    /// </summary>
    public IReadOnlyList<(string Where, string Text)> Written() =>
    [
        .. Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/sessions/", StringComparison.Ordinal)).SelectMany(Read),
        .. Log.Lines.Select(line => ("the log", line)),
        ("the report's message", Report.Message ?? ""),
    ];

    /// <summary>None of the secrets stands anywhere, in any spelling.</summary>
    public void AssertKeeps(string username, params string[] secrets)
    {
        IReadOnlyList<(string Where, string Text)> all = Written();
        string[] found =
        [
            .. from secret in secrets
               from spelling in SpellingsOfOthers.Of(secret, username)
               where spelling.Value.Length >= 6
               from each in all
               let place = each.Text.IndexOf(spelling.Value, StringComparison.Ordinal)
               where place >= 0
               let end = Math.Min(each.Text.Length, place + spelling.Value.Length + 20)
               let around = each.Text[Math.Max(0, place - 60)..end].ReplaceLineEndings(" ")
               select $"{Path.GetRelativePath(data, each.Where)}: {spelling.Key}: ...{around}",
        ];
        Assert.Equal([], found.Distinct());
    }

    private static IEnumerable<(string Where, string Text)> Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        yield return (path, Encoding.UTF8.GetString(bytes));
        yield return (path, Encoding.Latin1.GetString(bytes));
        if (Path.GetExtension(path) == ".zip")
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                using MemoryStream body = new();
                using (Stream packed = entry.Open())
                {
                    packed.CopyTo(body);
                }

                yield return ($"{path}/{entry.FullName}", Encoding.UTF8.GetString(body.ToArray()));
                yield return ($"{path}/{entry.FullName}", Encoding.Latin1.GetString(body.ToArray()));
            }
        }
    }
}
