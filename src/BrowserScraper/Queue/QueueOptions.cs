using BrowserScraper.Items;
using BrowserScraper.Pacing;

namespace BrowserScraper.Queue;

/// <summary>What a queue hands out at once.</summary>
internal sealed record QueueOptions
{
    /// <summary>Least time between the starts of two items of one host. Default: none.</summary>
    public TimeSpan HostDelay { get; init; }

    /// <summary>Items of one host that may start within any minute. Default: any number.</summary>
    public int? HostPerMinute { get; init; }

    /// <summary>Told when a pace that was learned for a host changes; called under the queue's lock. Default: nobody.</summary>
    public Action<PaceChange>? PaceChanged { get; init; }

    /// <summary>Knows which hosts are away; the queue sets what it does when one is there again. Default: none is ever away.</summary>
    public HostWatch? Hosts { get; init; }

    /// <summary>Told of an item whose host was away for too long: it has left the queue. Default: nobody.</summary>
    public Action<WorkItem>? Left { get; init; }

    /// <summary>Groups at work at the same time. Default: any number.</summary>
    public int MaxGroups { get; init; } = int.MaxValue;

    /// <summary>Pages that take items. Default: any number.</summary>
    public int Pages { get; init; } = int.MaxValue;

    /// <summary>Told what its timer throws: what is due is not moved on then. Default: nobody.</summary>
    public Action<Exception> Failed { get; init; } = _ => { };
}
