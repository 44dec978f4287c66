using System.Text.Json;
using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>One run over an odd portal inside the test process, with what it told and left.</summary>
internal sealed class OddRun
{
    private static readonly string[] Paid = ["Failed", "TimedOut", "SiteChanged", "BadFile", "Rejected"];

    private OddRun(RunReport report, EventLog events, CapturingLog log, string root) =>
        (Report, Events, Log, Root) = (report, events, log, root);

    public RunReport Report { get; }

    public EventLog Events { get; }

    public CapturingLog Log { get; }

    /// <summary>The job's folder.</summary>
    public string Root { get; }

    /// <summary>The records by key; a key that is there twice is an error.</summary>
    public IReadOnlyDictionary<string, OddRecord> Records =>
        !File.Exists(RecordsPath) ? new Dictionary<string, OddRecord>() : File.ReadLines(RecordsPath)
        .Select(line => JsonDocument.Parse(line).RootElement)
        .ToDictionary(line => line.GetProperty("key").GetString()!, line => line.Deserialize<OddRecord>(JsonSerializerOptions.Web)!);

    /// <summary>The names below <c>files</c>.</summary>
    public IReadOnlyList<string> Files
    {
        get
        {
            DirectoryInfo files = new(Path.Combine(Root, "files"));
            return files.Exists ? [.. files.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)] : [];
        }
    }

    /// <summary>What was found out about the session's cookies.</summary>
    public IReadOnlyList<TokenFinding> Found => Report.Tokens.TryGetValue("demo", out AccountTokens? tokens) ? tokens.Found : [];

    /// <summary>Attempts that ended in a way that costs one, and how.</summary>
    public IReadOnlyList<string> Spent =>
        [.. Events.Ended.Where(item => Paid.Contains(item.Outcome)).Select(item => $"{item.Key} {item.Outcome}: {item.Reason}")];

    private string RecordsPath => Path.Combine(Root, "records.jsonl");

    /// <param name="portal">The portal.</param>
    /// <param name="script">One of the odd scripts.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="settings">As <c>NAME=VALUE</c>.</param>
    public static Task<OddRun> OfAsync(OddPortal portal, SiteScript script, string data, params string[] settings) =>
        OfAsync(portal, script, data, plan => plan, settings);

    /// <inheritdoc cref="OfAsync(OddPortal, SiteScript, string, string[])"/>
    public static async Task<OddRun> OfAsync(
        OddPortal portal, SiteScript script, string data, Func<JobPlan, JobPlan> change, params string[] settings)
    {
        SiteSettings site = new(portal.Address, portal.Username, portal.Password);
        JobPlan plan = new(
            script.Name, $"run-{Guid.NewGuid():n}", script, site, "the test's portal", "ODD_PORTAL_URL", Settings.Of(data, settings));
        EventLog events = new();
        CapturingLog log = new();
        using RunControl control = new(TimeProvider.System);
        RunReport report = await new JobRunner(change(plan), control, log, TimeProvider.System).RunAsync(events);
        return new(report, events, log, Path.Combine(data, script.Name));
    }

    /// <summary>The items of which there is no record, or one that does not say what the item's own page says.</summary>
    public IEnumerable<string> WrongRecords(OddPortal portal, IEnumerable<OddItem>? items = null)
    {
        IReadOnlyDictionary<string, OddRecord> records = Records;
        OddItem[] wanted = [.. items ?? portal.Items];
        return wanted.Where(item => records.GetValueOrDefault(item.Key) != new OddRecord(item.Title, item.Note, item.Code))
            .Select(item => $"{item.Key}: {records.GetValueOrDefault(item.Key)?.ToString() ?? "none"}")
            .Concat(records.Keys.Except(wanted.Select(item => item.Key)).Select(key => $"{key}: not wanted"));
    }

    /// <summary>Every item has its own record (and its own file, byte for byte), nothing failed, nothing was spent.</summary>
    public void AssertHolds(OddPortal portal, bool hasFiles = false)
    {
        Assert.Empty(WrongRecords(portal));
        Assert.Empty(Spent);
        Assert.Equal((portal.Items.Count, 0, 0), (Report.Done, Report.Failed, Report.Remaining));
        if (hasFiles)
        {
            Assert.Equal(portal.Items.Select(item => $"{item.Key}.pdf"), Files);
            Assert.All(portal.Items,
                item => Assert.Equal(OddPortal.PdfOf(item), File.ReadAllBytes(Path.Combine(Root, "files", $"{item.Key}.pdf"))));
        }
    }
}
