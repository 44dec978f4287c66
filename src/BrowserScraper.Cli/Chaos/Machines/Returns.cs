using System.Collections.Concurrent;

namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>How long it takes until items of machines that are lost are back in the queue. Members may be called concurrently.</summary>
internal sealed class Returns(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Key, long Fence), long> lost = [];
    private readonly ConcurrentQueue<TimeSpan> all = [];

    /// <summary>From the loss of the machine on.</summary>
    public IReadOnlyCollection<TimeSpan> All => all;

    /// <summary>A machine that has these claims is lost just now.</summary>
    public void Lose(IEnumerable<(string Key, long Fence)> claims)
    {
        foreach ((string, long) claim in claims)
        {
            lost.TryAdd(claim, time.GetTimestamp());
        }
    }

    /// <summary>How the items are now.</summary>
    public void Look(IEnumerable<StoredItem> items)
    {
        HashSet<(string, long)> claimed = [.. items.Where(item => item.IsClaimed).Select(item => (item.Key, item.Fence))];
        foreach (((string, long) claim, long since) in lost)
        {
            if (!claimed.Contains(claim) && lost.TryRemove(claim, out _))
            {
                all.Enqueue(time.GetElapsedTime(since));
            }
        }
    }
}
