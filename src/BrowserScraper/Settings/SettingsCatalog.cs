using static BrowserScraper.Settings.SettingKind;

namespace BrowserScraper.Settings;

/// <summary>Every setting of the harness. Those of a site begin with its script's name and are added by <see cref="ForScript"/>.</summary>
internal static class SettingsCatalog
{
    public static IReadOnlyList<SettingDefinition> Harness { get; } =
    [
        new("CONCURRENT_PAGES", SettingKind.Pages, "5", "pages that work at the same time; auto: as many as bring something")
            { Alias = "CONCURRENT_CONTEXTS", Min = 1, Max = PageCount.Highest, IsForOrders = true },
        new("MAX_DOWNLOADS", Whole, "0", "items in this run; 0 = all") { IsForOrders = true },
        new("HEADLESS", Switch, "true", "run the browser without a window") { IsForOrders = true },
        new("BLOCK_RESOURCES", Choice, "true",
            "do not load images, stylesheets, fonts and media; strict: also no image where somebody signs in, and quicker where image "
                + "addresses have no ending") { Choices = ["true", "false", "strict"], IsForOrders = true },
        new("REQUEST_TIMEOUT", Seconds, "30", "longest wait for one page, element or answer") { Min = 0.1, Max = 3600, IsForOrders = true },
        new("ITEM_TIMEOUT", Seconds, "180", "longest time for one attempt at one item; what runs over is stopped")
            { Min = 0.1, Max = 86_400, IsForOrders = true },
        new("SOURCE_TIMEOUT", Seconds, "none",
            "longest time for all items of one source together; what runs over is stopped, the rest is left to do")
                { Min = 0.1, Max = 86_400, IsForOrders = true },
        new("GLOBAL_JOB_TIMEOUT", Seconds, "none", "longest time for the run; it ends resumable")
            { Min = 1, Max = 2_592_000, IsForOrders = true },
        new("MAX_RETRIES", Whole, "2", "further attempts after one that failed")
            { Alias = "MAX_RETRIES_PER_SOURCE", Max = 100, IsForOrders = true },
        new("BACKOFF_FACTOR", Number, "2.0", "the pause before attempt n+1 is this to the power of n, in seconds, at most 300")
            { Min = 1, Max = 100, IsForOrders = true },
        new("DOWNLOAD_DELAY", Seconds, "0", "least time between the starts of two items of one host") { Max = 3600, IsForOrders = true },
        new("DOWNLOAD_LANE", Choice, "auto",
            "how files are fetched: auto = by the fastest way that works; http = our own connection; context = the browser's proxy and "
                + "certificates; click = clicks alone") { Choices = ["auto", "http", "context", "click"], IsForOrders = true },
        new("MAX_PER_MINUTE", Whole, "0", "items of one host that may start within any minute; 0 = any number")
            { Max = 100_000, IsForOrders = true },
        new("MAX_CONCURRENT_SOURCES", Whole, "5", "sources (groups of items) worked on at once") { Min = 1, Max = 64, IsForOrders = true },
        new("SOURCE_PAUSE", Seconds, "600",
            "how long a source is skipped that failed 5 times running; each further failure doubles it, up to 6 hours; 0 = never skip")
                { Max = 21_600, IsForOrders = true },
        new("MAX_SIGN_INS", Whole, "3", "further sign-ins within 10 minutes before the run stops") { Max = 1000, IsForOrders = true },
        new("ACCOUNT_MODE", Choice, "pin",
            "where several machines work: pin = an account is one machine's at a time; share = all have one session, for sites whose "
                + "sessions stay as they are") { Choices = ["pin", "share"], IsForOrders = true },
        new("SESSION_KEY_FILE", SettingKind.File, "",
            "a file with 32 random bytes, as they are or as base64, the same on all machines: seals the sessions that they leave to each "
                + "other; not set: they leave none"),
        new("SITE_AWAY_LIMIT", Seconds, "600",
            "how long a host that has stopped answering is waited for; after that its items are left for the next run")
                { Max = 604_800, IsForOrders = true },
        new("TOKEN_MODE", Choice, "auto",
            "token requests: auto = one at a time once a token is seen to rotate; serial = those the script names, from the start, and "
                + "what carries their tokens; free = never") { Choices = ["auto", "serial", "free"], IsForOrders = true },
        new("TOKEN_SAVE_INTERVAL", Whole, "4", "save the session after so many changes of its token")
            { Min = 1, Max = 10_000, IsForOrders = true },
        new("RENEW_BROWSER_AFTER", Whole, "2000",
            "start browser and driver anew after so many items, keeping the login; all pages pause for about 2 s; 0 = never")
                { Max = 1_000_000, IsForOrders = true },
        new("RENEW_BROWSER_ABOVE_MB", Whole, "2000",
            "the same where browser, driver and harness use more memory than this, at most once in 100 items; 0 = never")
                { Max = 1_000_000, IsForOrders = true },
        new("YIELD_GUARD", Switch, "true", "stop, resumable, when 15 of the last 20 endings are SiteChanged or BadFile")
            { IsForOrders = true },
        new("EVIDENCE_MB", Whole, "200", "what a run may keep of its failures: pictures, HTML, traces; 0 = none")
            { Max = 1_000_000, IsForOrders = true },
        new("MAX_FILE_MB", Whole, "2000", "largest file that is fetched; what is larger ends its item as TooLarge")
            { Min = 1, Max = 1_000_000 },
        new("DISK_RESERVE_MB", Whole, "auto",
            "room that stays free on the disk of DATA_DIR; the run stops there, resumable; "
            + "auto = the smaller of 500 MB and 5 % of the disk")
            { Max = 1_000_000 },
        new("FORCE_REDOWNLOAD", Switch, "false", "fetch again what is done; files stay until they are replaced") { IsForOrders = true },
        new("DATA_DIR", Folder, "data", "where jobs are kept"),
        new("STORE", Text, StoreSettings.Files,
            "who keeps jobs: files = folders below DATA_DIR, for one machine; or PostgreSQL, for many: postgres://user@host/database"),
        new("STORE_PASSWORD", Secret, "", "the password for STORE; best kept in .env. PGPASSWORD and a pgpass file are understood, too"),
        new("STORE_SCHEMA", Text, "browserscraper", "the schema of the database that jobs are kept in"),
        new("STORE_LEASE", Seconds, "30",
            "with PostgreSQL: this machine is dead for the others once they have not heard of it for so long, and they take its items")
                { Min = 5, Max = 3600 },
        new("FILES_DIR", Folder, "", "with PostgreSQL: the folder for files, which all machines share"),
        new("LOG_DIR", Folder, "logs", "where download_errors.log is kept"),
        new("SCRIPTS_DIR", Text, "playwright-scripts", "the folder of your site scripts: each *.cs file in it is one, and each folder"),
        new("ASCII_ONLY", Switch, "true", "keep console output pure ASCII"),
        new("PAGE_LOCALE", Text, "en-US", "language and formats that pages are told, such as de-DE") { IsForOrders = true },
        new("PAGE_TIME_ZONE", Text, "UTC", "time zone that pages are told, such as Europe/Berlin") { IsForOrders = true },
        new("BROWSER_PATH", SettingKind.File, "", "start this browser and no other"),
        new("BROWSER_CHANNEL", Text, "", "start this installed browser, such as chrome or msedge"),
    ];

    /// <summary>Those of the service (<c>serve</c>) itself; no run has them.</summary>
    public static IReadOnlyList<SettingDefinition> Service { get; } =
    [
        new("SERVER_HOST", Text, "127.0.0.1",
            "where the service listens: an IP address of this machine, or localhost; any but a loopback address needs SERVER_TOKEN"),
        new("SERVER_PORT", Whole, "8787", "its port; 0 = any free one") { Max = 65_535 },
        new("SERVER_TOKEN", Secret, "", "whoever calls the service must know it; at least 16 characters, best kept in .env"),
        new("ORDER_FILES_DIR", Folder, "",
            "files that an order may name, by their plain names, such as for MEDIA_SOURCES_FILE; not set: orders name none"),
    ];

    /// <summary>The settings that hold a site's address and credentials; without the sign-in's where nobody signs in.</summary>
    /// <param name="prefix">The script's name as settings begin with it, such as <c>DEALER_INVENTORY</c>.</param>
    public static IReadOnlyList<SettingDefinition> ForScript(string prefix) =>
    [
        new($"{prefix}_URL", Address, "", "the portal's address; not set: the embedded demo portal, where the script has one"),
        new($"{prefix}_USERNAME", Text, "", "who signs in"),
        new($"{prefix}_PASSWORD", Secret, "", "the password; best kept in .env"),
        new($"{prefix}_HTTP_USERNAME", Text, "",
            "for a server that asks for user and password itself, before any page (HTTP Basic, Digest): the user; instead of "
                + "user:password@ in the address"),
        new($"{prefix}_HTTP_PASSWORD", Secret, "",
            "its password; goes to the scheme, host and port of the address alone; best kept in .env"),
        new($"{prefix}_ACCOUNTS", SettingKind.File, "",
            "instead of one account: a file with one a line, user name and password parted by the first comma"),
    ];
}
