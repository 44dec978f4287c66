using System.Collections.Concurrent;
using BrowserScraper.Stores;

namespace BrowserScraper.Postgres;

/// <summary>
/// What this machine has claimed, as long as it may be sure that nobody else has taken it. It may not be after a time in which its
/// heartbeat did not come through: everything claimed until then is lost at once, and nothing is claimed until the next beat. Members may
/// be called concurrently.
/// </summary>
internal sealed class ClaimFence : IDisposable
{
    private readonly ConcurrentDictionary<string, Held> claims = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly HashSet<Ask> asking = [];
    private CancellationTokenSource lost = new();
    private volatile bool isCut;

    /// <summary>Nothing may be claimed or completed.</summary>
    public bool IsCut => isCut;

    /// <summary>How many claims there are.</summary>
    public int Count => claims.Count;

    /// <summary>The items that are claimed here, as far as their answers have come.</summary>
    public string[] Keys => [.. claims.Keys];

    /// <summary>The claims, by key: each with its number.</summary>
    public KeyValuePair<string, long>[] Fences => [.. claims.Select(each => KeyValuePair.Create(each.Key, each.Value.Fence))];

    /// <summary>For how long the oldest answer has been on its way: what was claimed since may be in it, and is not unknown.</summary>
    public TimeSpan OnItsWay
    {
        get
        {
            lock (gate)
            {
                return asking.Count == 0 ? TimeSpan.Zero : asking.Max(each => TimeProvider.System.GetElapsedTime(each.Since));
            }
        }
    }

    /// <summary>To be called before claims are asked for, and to be disposed once those are kept that came.</summary>
    public Ask Begin()
    {
        lock (gate)
        {
            Ask begun = new(this, lost.Token);
            asking.Add(begun);
            return begun;
        }
    }

    /// <summary>Keeps what was claimed, and tells it when it is lost.</summary>
    /// <returns>Null where it was lost before the answer came: it is given back like whatever nobody here knows of.</returns>
    public JobClaim? Kept(JobClaim claim, Ask ask)
    {
        lock (gate)
        {
            if (ask.Lost != lost.Token)
            {
                return null;
            }

            CancellationTokenSource own = new();
            claims[claim.Item.Key] = new(claim.Fence, own, ask.Lost.Register(own.Cancel));
            return claim with { Lost = own.Token };
        }
    }

    /// <summary>One claim is lost; nothing happens where it has ended. Closes a page: not to be called under a lock.</summary>
    public void Lose(string key, long fence)
    {
        if (claims.TryGetValue(key, out Held? held) && held.Fence == fence)
        {
            held.Lost.Cancel();
        }
    }

    /// <summary>A claim has ended here, whatever came of it.</summary>
    public void Forget(JobClaim claim)
    {
        if (claims.TryGetValue(claim.Item.Key, out Held? held) && held.Fence == claim.Fence
            && claims.TryRemove(KeyValuePair.Create(claim.Item.Key, held)))
        {
            held.WithAll.Unregister();
        }
    }

    /// <summary>Everything that is claimed is lost. Closes pages: not to be called under a lock.</summary>
    public void Cut()
    {
        CancellationTokenSource all;
        lock (gate)
        {
            isCut = true;
            claims.Clear();
            (all, lost) = (lost, new());
        }

        all.Cancel();
    }

    /// <summary>This machine is heard of again: it may claim.</summary>
    public void Mend() => isCut = false;

    public void Dispose() => lost.Dispose();

    /// <summary>Claims that are asked for. The fence may be cut before the answer is there: the token is that of before.</summary>
    internal sealed class Ask(ClaimFence fence, CancellationToken lost) : IDisposable
    {
        /// <summary>When it was asked.</summary>
        public long Since { get; } = TimeProvider.System.GetTimestamp();

        /// <summary>Tells that what comes of it is lost.</summary>
        public CancellationToken Lost { get; } = lost;

        public void Dispose()
        {
            lock (fence.gate)
            {
                fence.asking.Remove(this);
            }
        }
    }

    /// <param name="Fence">The claim's number.</param>
    /// <param name="Lost">Tells the claim that it is lost.</param>
    /// <param name="WithAll">So it is when all are.</param>
    private sealed record Held(long Fence, CancellationTokenSource Lost, CancellationTokenRegistration WithAll);
}
