using BrowserScraper.Pacing;

namespace BrowserScraper.Queue;

/// <summary>
/// Entries that wait until a host answers again: that of their address while it is away, or one that has failed them. Not concurrent; its
/// owner sees to that.
/// </summary>
/// <param name="hosts">Knows who is away.</param>
internal sealed class AwayEntries(HostWatch? hosts)
{
    private readonly Dictionary<string, List<QueueEntry>> held = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<QueueEntry> free = [];

    public int Count { get; private set; }

    /// <summary>The host of the entry's address is not waited for any longer.</summary>
    public bool IsLeft(QueueEntry entry) => HostOf(entry) is { } host && hosts!.IsLeft(host);

    /// <summary>Holds an entry whose host is away.</summary>
    /// <returns>False where it may start.</returns>
    public bool Hold(QueueEntry entry) => HostOf(entry) is { } host && hosts!.IsAway(host) && Add(host, entry);

    /// <summary>Holds an entry that a host has failed.</summary>
    /// <returns>False where that host is there, and the entry may be due.</returns>
    public bool Hold(QueueEntry entry, string host) => hosts?.IsDoubted(host) == true && Add(host, entry);

    /// <summary>A host is there again, and what waits for it is free; or it is left.</summary>
    /// <returns>What has waited for a host that is left.</returns>
    public IReadOnlyList<QueueEntry> Decided(string host)
    {
        if (!held.Remove(host, out List<QueueEntry>? waiting))
        {
            return [];
        }

        Count -= waiting.Count;
        if (hosts!.IsLeft(host))
        {
            return waiting;
        }

        free.AddRange(waiting);
        return [];
    }

    /// <summary>Takes out what is free.</summary>
    public IReadOnlyList<QueueEntry> TakeFree()
    {
        QueueEntry[] taken = [.. free];
        free.Clear();
        return taken;
    }

    private bool Add(string host, QueueEntry entry)
    {
        (held.TryGetValue(host, out List<QueueEntry>? waiting) ? waiting : held[host] = []).Add(entry);
        Count++;
        return true;
    }

    private string? HostOf(QueueEntry entry) =>
        hosts is not null && entry.Item.Address is { IsAbsoluteUri: true, Scheme: "http" or "https" } address
            ? HostWatch.NameOf(address) : null;
}
