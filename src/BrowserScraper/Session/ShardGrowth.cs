using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>Decides when a session gets more shards. Members may be called concurrently.</summary>
/// <param name="layout">The shards that there are.</param>
/// <param name="most">The most that there ever are.</param>
/// <param name="tell">Told where there will be no more, and why.</param>
/// <param name="time">The clock.</param>
internal sealed class ShardGrowth(ShardLayout<IBrowserContext> layout, int most, Action<string> tell, TimeProvider time)
{
    private readonly ConnectionMeter meter = new(time);
    private HostLoad? before;
    private int limit = most;
    private int isBusy;

    /// <summary>Whether there may be more than now, so that measuring is worth it.</summary>
    public bool IsPossible => layout.Count < Most;

    private int Most => Math.Min(layout.PageCount, Volatile.Read(ref limit));

    /// <summary>Counts what a request had of its connection.</summary>
    /// <returns>How many shards there are to be and what for, once; call <see cref="Over"/> when they are there. Else null.</returns>
    public (int Wanted, HostLoad Load)? Count(ConnectionUse use)
    {
        int now = layout.Count;
        if (meter.Count(use) is not { } load || !layout.IsEven || ShardRule.Wanted(load, now, Most) is var wanted && wanted <= now
            || Interlocked.Exchange(ref isBusy, 1) != 0)
        {
            return null;
        }

        if (now > 1 && before is not null && !ShardRule.HasBrought(before, load))
        {
            Stop("the last ones brought no more answers a second, so something else is what everyone waits for");
            Over();
            return null;
        }

        before = load;
        return (wanted, load);
    }

    /// <summary>The growth is done with, whatever came of it; what was measured meanwhile does not count.</summary>
    public void Over()
    {
        meter.Restart();
        Volatile.Write(ref isBusy, 0);
    }

    /// <summary>From now on there is one alone; pages of others are replaced when they are rented next.</summary>
    /// <param name="which">Which of them stays; null where there is none yet.</param>
    public void KeepOne(IBrowserContext? which)
    {
        Volatile.Write(ref limit, 1);
        layout.KeepOne();
        layout.Leave(layout.All.Where(other => which is not null && other != which));
    }

    /// <summary>There will be no more than there are.</summary>
    public void Stop(string why)
    {
        int now = layout.Count;
        Volatile.Write(ref limit, now);
        tell($"SHARDS: stays at {now} | {why}");
    }
}
