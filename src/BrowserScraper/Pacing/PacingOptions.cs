namespace BrowserScraper.Pacing;

/// <summary>What sites are spared.</summary>
internal sealed record PacingOptions
{
    /// <summary>Least time between the starts of two items of one host. Default: none.</summary>
    public TimeSpan HostDelay { get; init; }

    /// <summary>Items of one host that may start within any minute. Default: any number.</summary>
    public int? HostPerMinute { get; init; }

    /// <summary>Told when a pace that was learned for a host changes; called under a lock. Default: nobody.</summary>
    public Action<PaceChange>? PaceChanged { get; init; }

    /// <summary>Knows which hosts are away. Default: none is ever away.</summary>
    public HostWatch? Hosts { get; init; }

    /// <summary>Groups at work at the same time. Default: any number.</summary>
    public int MaxGroups { get; init; } = int.MaxValue;

    /// <summary>Pages that take items. Default: any number.</summary>
    public int Pages { get; init; } = int.MaxValue;
}
