namespace BrowserScraper.Stores;

/// <summary>
/// How many items a run may work on (MAX_DOWNLOADS). A place is reserved first, and taken when the item is queued. Members may be called
/// concurrently.
/// </summary>
/// <param name="most">Null for any number.</param>
internal sealed class RunQuota(int? most)
{
    private int reserved;
    private int taken;

    /// <summary>Items that have a place.</summary>
    public int Taken => Volatile.Read(ref taken);

    public bool IsFull => Taken >= (most ?? int.MaxValue);

    /// <returns>False where there is no place left.</returns>
    public bool TryReserve()
    {
        if (Interlocked.Increment(ref reserved) <= (most ?? int.MaxValue))
        {
            return true;
        }

        Release();
        return false;
    }

    /// <summary>The place that was reserved is used.</summary>
    public void Take() => Interlocked.Increment(ref taken);

    /// <summary>It is not.</summary>
    public void Release() => Interlocked.Decrement(ref reserved);
}
