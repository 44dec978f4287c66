using System.Text.RegularExpressions;
using BrowserScraper.Items;

namespace BrowserScraper.Settings;

/// <summary>The settings of one run, checked. Names, defaults and ranges stand in <see cref="SettingsCatalog"/>.</summary>
internal sealed partial record RunSettings
{
    /// <summary>At the start.</summary>
    public required int Pages { get; init; }

    /// <summary>The bounds within which the number of pages finds itself; null where it stays as it is.</summary>
    public PageRange? AutoPages { get; init; }

    /// <summary>Items in this run; null for all.</summary>
    public required int? MaxItems { get; init; }

    public required bool Headless { get; init; }

    public required bool BlockResources { get; init; }

    /// <summary>Whether images are not even asked for.</summary>
    public required bool AreImagesOff { get; init; }

    public required TimeSpan RequestTimeout { get; init; }

    /// <summary>
    /// The longest time for what has no limit of its own and takes a few requests: signing in, or discovery between two items.
    /// </summary>
    public TimeSpan StepsTimeout => 4 * RequestTimeout;

    public required TimeSpan ItemTimeout { get; init; }

    /// <summary>For all items of a group together; null for none.</summary>
    public required TimeSpan? SourceTimeout { get; init; }

    /// <summary>How long a source that failed again and again is skipped at first; zero for not at all.</summary>
    public required TimeSpan SourcePause { get; init; }

    public required TimeSpan? JobTimeout { get; init; }

    /// <summary>Groups at work at the same time.</summary>
    public required int MaxSources { get; init; }

    public required int MaxRetries { get; init; }

    public required double BackoffFactor { get; init; }

    public required TimeSpan DownloadDelay { get; init; }

    /// <summary>The lane of every file whose script names none itself.</summary>
    public required DownloadLane DownloadLane { get; init; }

    /// <summary>Items of one host that may start within a minute; null for any number.</summary>
    public required int? MaxPerMinute { get; init; }

    public required int MaxSignIns { get; init; }

    /// <summary>How several machines use accounts.</summary>
    public required AccountMode AccountMode { get; init; }

    /// <summary>The key for sessions that machines leave to each other; null where they leave none.</summary>
    public required string? SessionKeyFile { get; init; }

    /// <summary>How long a host that does not answer any more is waited for.</summary>
    public required TimeSpan SiteAwayLimit { get; init; }

    public required TokenMode TokenMode { get; init; }

    public required int TokenSaveInterval { get; init; }

    /// <summary>Items; 0 for never.</summary>
    public required int RenewBrowserAfter { get; init; }

    /// <summary>Null for never.</summary>
    public required long? RenewBrowserAboveBytes { get; init; }

    public required bool YieldGuard { get; init; }

    public required long EvidenceBytes { get; init; }

    public required bool Force { get; init; }

    /// <summary>MAX_FILE_MB, in bytes.</summary>
    public required long LargestFile { get; init; }

    /// <summary>DISK_RESERVE_MB, in bytes; null for the smaller of 500 MB and a twentieth of the disk.</summary>
    public required long? DiskReserve { get; init; }

    public required string DataDirectory { get; init; }

    /// <summary>Where jobs are kept.</summary>
    public required StoreSettings Store { get; init; }

    public required string LogDirectory { get; init; }

    public required bool AsciiOnly { get; init; }

    /// <summary>What pages are told, whatever the machine's own are.</summary>
    public required string PageLocale { get; init; }

    /// <summary>What pages are told, as the IANA calls it.</summary>
    public required string PageTimeZone { get; init; }

    public required string? BrowserPath { get; init; }

    public required string? BrowserChannel { get; init; }

    /// <summary>The same as written, secrets left out.</summary>
    public required IReadOnlyDictionary<string, string> InForce { get; init; }

    /// <param name="read">Settings that were checked.</param>
    internal static RunSettings From(SettingsReader read) => new()
    {
        Pages = read.Pages("CONCURRENT_PAGES").AtStart,
        AutoPages = read.Pages("CONCURRENT_PAGES").Auto,
        MaxItems = read.Whole("MAX_DOWNLOADS") is > 0 and var max ? max : null,
        Headless = read.Switch("HEADLESS"),
        BlockResources = !read.Is("BLOCK_RESOURCES", "false"),
        AreImagesOff = read.Is("BLOCK_RESOURCES", "strict"),
        RequestTimeout = read.Seconds("REQUEST_TIMEOUT"),
        ItemTimeout = read.Seconds("ITEM_TIMEOUT"),
        SourceTimeout = read.OptionalSeconds("SOURCE_TIMEOUT"),
        SourcePause = read.Seconds("SOURCE_PAUSE"),
        MaxSources = read.Whole("MAX_CONCURRENT_SOURCES"),
        JobTimeout = read.OptionalSeconds("GLOBAL_JOB_TIMEOUT"),
        MaxRetries = read.Whole("MAX_RETRIES"),
        BackoffFactor = read.Number("BACKOFF_FACTOR"),
        DownloadDelay = read.Seconds("DOWNLOAD_DELAY"),
        DownloadLane = Enum.Parse<DownloadLane>(read.Text("DOWNLOAD_LANE"), ignoreCase: true),
        MaxPerMinute = read.Whole("MAX_PER_MINUTE") is > 0 and var starts ? starts : null,
        MaxSignIns = read.Whole("MAX_SIGN_INS"),
        AccountMode = Enum.Parse<AccountMode>(read.Text("ACCOUNT_MODE"), ignoreCase: true),
        SessionKeyFile = read.OptionalText("SESSION_KEY_FILE"),
        SiteAwayLimit = read.Seconds("SITE_AWAY_LIMIT"),
        TokenMode = Enum.Parse<TokenMode>(read.Text("TOKEN_MODE"), ignoreCase: true),
        TokenSaveInterval = read.Whole("TOKEN_SAVE_INTERVAL"),
        RenewBrowserAfter = read.Whole("RENEW_BROWSER_AFTER"),
        RenewBrowserAboveBytes = read.Whole("RENEW_BROWSER_ABOVE_MB") is > 0 and var megabytes ? megabytes * 1_048_576L : null,
        YieldGuard = read.Switch("YIELD_GUARD"),
        EvidenceBytes = read.Whole("EVIDENCE_MB") * 1_048_576L,
        Force = read.Switch("FORCE_REDOWNLOAD"),
        LargestFile = read.Whole("MAX_FILE_MB") * 1_048_576L,
        DiskReserve = read.OptionalWhole("DISK_RESERVE_MB") is { } reserve ? reserve * 1_048_576L : null,
        DataDirectory = read.Text("DATA_DIR"),
        Store = StoreSettings.From(read),
        LogDirectory = read.Text("LOG_DIR"),
        AsciiOnly = read.Switch("ASCII_ONLY"),
        PageLocale = LocaleOf(read.Text("PAGE_LOCALE")),
        PageTimeZone = ZoneOf(read.Text("PAGE_TIME_ZONE")),
        BrowserPath = read.OptionalText("BROWSER_PATH"),
        BrowserChannel = read.OptionalText("BROWSER_CHANNEL"),
        InForce = read.InForce(),
    };

    private static string LocaleOf(string locale) => LocaleForm().IsMatch(locale)
        ? locale
        : throw new RunStopException(StopReason.BadUsage, $"PAGE_LOCALE '{locale}' is no language tag, such as en-US or de-DE");

    private static string ZoneOf(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
        ? zone
        : throw new RunStopException(StopReason.BadUsage, $"PAGE_TIME_ZONE '{zone}' is no time zone, such as UTC or Europe/Berlin");

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex LocaleForm();
}
