using BrowserScraper.Items;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Settings;
using BrowserScraper.Sites;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.Server;

/// <summary>What the service needs of whoever starts it.</summary>
public sealed record ServiceSetup
{
    public required IReadOnlyList<SiteScriptEntry> Scripts { get; init; }

    /// <summary>
    /// Checks an order without beginning anything, and tells the job's name and script. Throws <see cref="RunStopException"/> with
    /// everything that is wrong.
    /// </summary>
    public required Func<JobOrder, CheckedOrder> Check { get; init; }

    /// <summary>
    /// Makes a run of an order: settings, script, and a portal where one is embedded. Throws <see cref="RunStopException"/> where the order
    /// is wrong.
    /// </summary>
    public required Func<JobOrder, CancellationToken, Task<IPreparedRun>> Prepare { get; init; }

    /// <summary>Whether a script's address is set; else it works on the embedded demo portal, where it has one.</summary>
    public required Func<SiteScriptEntry, bool> HasUrl { get; init; }

    /// <summary>The files that orders may name. Default: none.</summary>
    public OrderFiles OrderFiles { get; init; } = new(null);

    /// <summary>The address to listen on: an IP address or <c>localhost</c>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Who calls must know it; null asks nobody, which only a loopback address allows.</summary>
    public string? Token { get; init; }

    /// <summary>What holds where nobody has changed it. Its data folder is also where the service keeps its own files.</summary>
    public required ServiceSettings Defaults { get; init; }

    /// <summary>Gets the lines of every run.</summary>
    public required ILogger Log { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
