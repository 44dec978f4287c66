using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Redaction;

namespace BrowserScraper.Session;

/// <summary>How the session is kept.</summary>
internal sealed record SessionOptions
{
    /// <summary>Sign-ins allowed within <see cref="SignInWindow"/> before the run stops. Default: 3.</summary>
    public int MaxSignIns { get; init; } = 3;

    /// <summary>Default: 10 minutes.</summary>
    public TimeSpan SignInWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The file that keeps the session between runs, or null to keep none.</summary>
    public string? StorePath { get; init; }

    public TokenOptions Tokens { get; init; } = new();

    /// <summary>The account's login beside other machines. Default: none has to do with it.</summary>
    internal SharedLogin? Shared { get; init; }

    /// <summary>Browser contexts that share the session from the start, never more than there are pages. Default: 1.</summary>
    internal int LeastShards { get; init; } = 1;

    /// <summary>The most that there ever are. Default: 16.</summary>
    internal int MostShards { get; init; } = 16;

    /// <summary>PAGE_LOCALE and PAGE_TIME_ZONE: what pages are told. Default: en-US and UTC.</summary>
    public string Locale { get; init; } = "en-US";

    /// <inheritdoc cref="Locale"/>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>
    /// Keeps what a page shows where a sign-in fails, and says where; given the page and the reason. Default: nothing is kept.
    /// </summary>
    internal Func<Microsoft.Playwright.IPage, string, Task<string?>>? Evidence { get; init; }

    /// <summary>Gets to know what the site gives to whoever signs in. Default: nobody asks.</summary>
    internal RunSecrets Secrets { get; init; } = RunSecrets.None;

    /// <summary>Tries at one sign-in where the site does not answer; a refusal is final at once. Default: 5.</summary>
    public int SignInTries { get; init; } = 5;

    /// <summary>Knows which hosts are away: a sign-in waits for the site. Default: nobody does, and each failure costs a try.</summary>
    internal HostWatch? Hosts { get; init; }

    /// <returns>True where a host was away and answers again; false where it was left, or nobody was away.</returns>
    internal Task<bool> IsBackAsync(Exception trouble, CancellationToken stopping) =>
        Hosts is not null && trouble is ItemEndedException { Outcome: ItemOutcome.Unreachable away }
            ? Hosts.WaitAsync(away.Host, stopping) : Task.FromResult(false);

    /// <summary>The longest time for one try at signing in: four times REQUEST_TIMEOUT. Default: 120 s.</summary>
    public TimeSpan SignInTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>REQUEST_TIMEOUT: the longest wait for one navigation or one element. Default: 30 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
