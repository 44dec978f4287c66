using System.Text.Json.Serialization;
using BrowserScraper.Items;

namespace BrowserScraper.Progress;

/// <summary>How a run went; written as <c>report.json</c>.</summary>
public sealed record RunReport
{
    public const string FileName = "report.json";

    public required string Job { get; init; }

    public required string Run { get; init; }

    public required string Site { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Null where the run got to its end, else what stopped it.</summary>
    public StopReason? Stopped { get; init; }

    public string? Message { get; init; }

    /// <summary>In one line: why the run is over.</summary>
    [JsonIgnore]
    public string Ending => this switch
    {
        { Message: { } message } => message.Split(';')[0],
        _ when Sources.Any(source => source.TimedOut) => "some sources ran over SOURCE_TIMEOUT",
        { DiscoveryWasCutShort: true } => "the items of this run are settled",
        { Failed: > 0 } => "every item was tried",
        _ => "nothing is left to do",
    };

    /// <summary>A page, as people know it.</summary>
    internal string PageName(int page) => PageNames?.GetValueOrDefault(page) ?? $"Page {page}";

    /// <summary>The same, where it is clear that it is a page.</summary>
    internal string PageNumber(int page) => PageNames?.GetValueOrDefault(page) ?? $"{page}";

    /// <summary>Done in this run.</summary>
    public int Done { get; init; }

    /// <summary>Done by earlier runs.</summary>
    public int DoneBefore { get; init; }

    public int Skipped { get; init; }

    /// <summary>Given up in this run.</summary>
    public int Failed { get; init; }

    /// <summary>Still to do: a further run goes on with them.</summary>
    public int Remaining { get; init; }

    /// <summary>The failed ones by how their last attempt ended.</summary>
    public IReadOnlyDictionary<string, int> FailedByOutcome { get; init; } = new Dictionary<string, int>();

    /// <summary>Every attempt that did not end well, by how it ended; those tried again with success are among them.</summary>
    public IReadOnlyDictionary<string, int> TroubleByOutcome { get; init; } = new Dictionary<string, int>();

    /// <summary>Items that were left for the next run, since the disk had no room for their files.</summary>
    [JsonIgnore]
    public int LackedRoom => TroubleByOutcome.GetValueOrDefault(OutcomeNames.NoRoom);

    /// <summary>The failed ones by cause, the most frequent first.</summary>
    [JsonInclude]
    internal IReadOnlyList<FailureCause> FailuresByCause { get; init; } = [];

    public IReadOnlyList<FailedItem> Failures { get; init; } = [];

    /// <summary>Tried without success and still to do when the run was stopped: not given up.</summary>
    public IReadOnlyList<FailedItem> Postponed { get; init; } = [];

    /// <summary>By source (group of items); one, with the script's name, where the script has none.</summary>
    public IReadOnlyList<SourceResult> Sources { get; init; } = [];

    /// <summary>The attempts that took longest, longest first.</summary>
    [JsonInclude]
    internal IReadOnlyList<SlowAttempt> Slowest { get; init; } = [];

    /// <summary>What had to be ended because it would not end by itself, in order.</summary>
    [JsonInclude]
    internal IReadOnlyList<RecoveryStep> Recoveries { get; init; } = [];

    /// <summary>What threw and should not have, each place once.</summary>
    [JsonInclude]
    internal IReadOnlyList<ReportedFault> Faults { get; init; } = [];

    /// <summary>When hosts did not answer, in order.</summary>
    [JsonInclude]
    internal IReadOnlyList<Outage> Outages { get; init; } = [];

    /// <summary>How often browser and driver were replaced in order.</summary>
    public int BrowserRenewals { get; init; }

    /// <summary>Items done more than once in this run. Anything but 0 is a defect.</summary>
    public int Duplicates { get; init; }

    public int FilesSaved { get; init; }

    /// <summary>Fetched files by the lane that has brought them: <c>http</c>, <c>context</c>, <c>click</c>.</summary>
    public IReadOnlyDictionary<string, int> FilesByLane { get; init; } = new Dictionary<string, int>();

    public long BytesSaved { get; init; }

    public double RatePerHour { get; init; }

    /// <summary>Seconds, done items only.</summary>
    public double MedianSeconds { get; init; }

    /// <inheritdoc cref="MedianSeconds"/>
    public double P95Seconds { get; init; }

    public int SignIns { get; init; }

    public double SignInSeconds { get; init; }

    /// <summary>Runs beside the work.</summary>
    public double DiscoverySeconds { get; init; }

    public string? DiscoveryFailure { get; init; }

    /// <summary>Lines of input that were left out, as the script could make nothing of them.</summary>
    public int InputRefused { get; init; }

    /// <summary>The run needed no more, or was stopped; the site may have further items.</summary>
    public bool DiscoveryWasCutShort { get; init; }

    /// <summary>From the first item to the last.</summary>
    public double WorkSeconds { get; init; }

    public double TotalSeconds { get; init; }

    /// <summary>How many worked at the end; on auto this is what the run settled on. Null in reports of earlier versions.</summary>
    public int? Pages { get; init; }

    /// <summary>
    /// The bounds, such as <c>1-32</c>, where the number of pages found itself (CONCURRENT_PAGES=auto); null where it did not.
    /// </summary>
    public string? AutoPages { get; init; }

    /// <summary>Share of the working time in which each page had an item, 0 to 1.</summary>
    public IReadOnlyDictionary<int, double> BusyShareByPage { get; init; } = new Dictionary<int, double>();

    public long? PeakMemoryBytes { get; init; }

    [JsonInclude]
    internal IReadOnlyList<MemorySample> Memory { get; init; } = [];

    /// <summary>By account: what was found out about its session's cookies, and the last few hundred tokens; never their values.</summary>
    [JsonInclude]
    internal IReadOnlyDictionary<string, AccountTokens> Tokens { get; init; } = new Dictionary<string, AccountTokens>();

    /// <summary>How the run stood on all of its machines; null where this was the only one. All other numbers are this machine's.</summary>
    [JsonInclude]
    internal Together? Together { get; init; }

    /// <summary>Who has worked in the run, where this tells of all of its machines; null where it tells of one.</summary>
    [JsonInclude]
    internal IReadOnlyList<MachinePart>? Machines { get; init; }

    /// <summary>What pages are called, by their numbers here; null where they have no other names.</summary>
    [JsonInclude]
    internal IReadOnlyDictionary<int, string>? PageNames { get; init; }

    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
