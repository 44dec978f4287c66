namespace BrowserScraper.Tuning;

/// <summary>What was seen since the measuring began that is under way.</summary>
internal sealed record TuningSample
{
    /// <summary>How long it has lasted.</summary>
    public required TimeSpan Span { get; init; }

    /// <summary>Pages that work.</summary>
    public required int Pages { get; init; }

    /// <summary>Items that ended well: those that reach beyond either end count by the share of their time that lies within.</summary>
    public double Finished { get; init; }

    /// <summary>Items that ended well within it.</summary>
    public int Ended { get; init; }

    /// <summary>Attempts that were throttled.</summary>
    public int Throttled { get; init; }

    /// <summary>Attempts that timed out, or failed in a way that passes.</summary>
    public int Failed { get; init; }

    /// <summary>Pages that had an item, on average.</summary>
    public double Busy { get; init; }

    /// <summary>What an item took, on average.</summary>
    public TimeSpan ItemTime { get; init; }

    /// <summary>Items that could begin at once.</summary>
    public int Waiting { get; init; }

    /// <summary>Something kept all pages from working, such as a new browser: it tells nothing.</summary>
    public bool IsDisturbed { get; init; }

    /// <summary>The share of processor time in use, from 0 to 1; null where it is not known.</summary>
    public double? Cpu { get; init; }

    /// <summary>Bytes that can still be had; null where it is not known.</summary>
    public long? FreeMemory { get; init; }

    /// <summary>Bytes that there are altogether, of the container or the machine.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>Bytes that the run uses; null where it is not known.</summary>
    public long? OwnMemory { get; init; }

    public int Errors => Throttled + Failed;

    /// <summary>Items that end well in a second.</summary>
    public double Rate => Span > TimeSpan.Zero ? Finished / Span.TotalSeconds : 0;
}
