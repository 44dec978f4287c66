namespace BrowserScraper.Session;

/// <summary>
/// Which shards there are, how many pages are open in each, and where the next one goes: to the one with the fewest. Members may be called
/// concurrently.
/// </summary>
/// <typeparam name="T">What a shard is: a browser context.</typeparam>
/// <param name="least">How many there should be at first.</param>
internal sealed class ShardLayout<T>(int least)
    where T : class
{
    private readonly Lock gate = new();
    private readonly List<Shard> shards = [];
    private int asked = least;
    private int pages = 1;
    private bool isOne;

    /// <summary>How many pages work; there are no more shards than that.</summary>
    public int PageCount
    {
        get => Volatile.Read(ref pages);
        set => Volatile.Write(ref pages, Math.Max(1, value));
    }

    /// <summary>How many shards there should be.</summary>
    public int Wanted => Volatile.Read(ref isOne) ? 1 : Math.Min(Volatile.Read(ref asked), PageCount);

    /// <summary>How many there are, without those that only wait for their pages to go.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return shards.Count(shard => !shard.IsLeaving);
            }
        }
    }

    public IReadOnlyList<T> All
    {
        get
        {
            lock (gate)
            {
                return [.. shards.Select(shard => shard.What)];
            }
        }
    }

    /// <summary>Those in which pages are opened.</summary>
    public IReadOnlyList<T> InUse
    {
        get
        {
            lock (gate)
            {
                return [.. UsedUngated().Select(shard => shard.What)];
            }
        }
    }

    /// <summary>No shard has two pages more than another: what is measured now holds for all of them.</summary>
    public bool IsEven
    {
        get
        {
            lock (gate)
            {
                return shards.All(shard => !IsMisplacedUngated(shard));
            }
        }
    }

    public bool Has(T what)
    {
        lock (gate)
        {
            return Find(what) is not null;
        }
    }

    public void Ask(int count) => Volatile.Write(ref asked, Math.Max(1, count));

    /// <summary>From now on one is wanted, whoever asks for more.</summary>
    public void KeepOne() => Volatile.Write(ref isOne, true);

    public void Add(T what)
    {
        lock (gate)
        {
            shards.Add(new(what));
        }
    }

    public void RemoveAll(Func<T, bool> gone)
    {
        lock (gate)
        {
            shards.RemoveAll(shard => gone(shard.What));
        }
    }

    /// <summary>Opens nothing more in these, and replaces their pages.</summary>
    public void Leave(IEnumerable<T> gone)
    {
        lock (gate)
        {
            foreach (T what in gone)
            {
                Find(what)?.IsLeaving = true;
            }
        }
    }

    /// <summary>Where the next page goes; it is counted.</summary>
    /// <exception cref="InvalidOperationException">There is no shard.</exception>
    public T Place()
    {
        lock (gate)
        {
            Shard emptiest = UsedUngated().MinBy(shard => shard.PageCount) ?? shards[0];
            emptiest.PageCount++;
            return emptiest.What;
        }
    }

    /// <summary>A page of this shard is gone.</summary>
    public void Left(T what)
    {
        lock (gate)
        {
            if (Find(what) is { } shard)
            {
                shard.PageCount--;
            }
        }
    }

    /// <summary>Takes out the shards that no page is opened in any more and that have none left.</summary>
    public IReadOnlyList<T> TakeUnneeded()
    {
        lock (gate)
        {
            Shard[] inUse = [.. UsedUngated()];
            Shard[] unneeded = inUse.Length == 0 ? [] : [.. shards.Where(shard => shard.PageCount <= 0 && !inUse.Contains(shard))];
            shards.RemoveAll(unneeded.Contains);
            return [.. unneeded.Select(shard => shard.What)];
        }
    }

    /// <summary>Whether a page of this shard had better be opened anew, in another.</summary>
    public bool IsMisplaced(T what)
    {
        lock (gate)
        {
            return Find(what) is { } shard && IsMisplacedUngated(shard);
        }
    }

    private bool IsMisplacedUngated(Shard shard)
    {
        Shard[] inUse = [.. UsedUngated()];
        return inUse.Length > 0
            && (inUse.Contains(shard) ? shard.PageCount > inUse.Min(other => other.PageCount) + 1 : shard.PageCount > 0);
    }

    private Shard? Find(T what) => shards.Find(shard => shard.What == what);

    private IEnumerable<Shard> UsedUngated() => shards.Where(shard => !shard.IsLeaving).Take(Wanted);

    private sealed class Shard(T what)
    {
        public T What { get; } = what;

        public int PageCount { get; set; }

        public bool IsLeaving { get; set; }
    }
}
