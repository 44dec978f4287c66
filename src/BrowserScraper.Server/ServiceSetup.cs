using BrowserScraper.Planning;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Settings;
using BrowserScraper.Settings;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.Server;

/// <summary>What the service needs of whoever starts it.</summary>
public sealed record ServiceSetup
{
    /// <summary>Plans the runs that are ordered, and has the scripts.</summary>
    public required RunPlanner Planner { get; init; }

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

    /// <summary>Where jobs are kept; the data folder in it is not looked at. Default: in folders below the data folder.</summary>
    internal StoreSettings? Store { get; init; }

    /// <summary>Gets the lines of every run.</summary>
    public required ILogger Log { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal OrderedRuns Orders => new(Planner, OrderFiles);
}
