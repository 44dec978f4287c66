namespace BrowserScraper.Stores.Files;

/// <summary>Where an item of the queue stands.</summary>
internal enum QueuedState
{
    /// <summary>It may be claimed.</summary>
    Ready,

    /// <summary>It is due later.</summary>
    Later,

    /// <summary>Somebody works on it.</summary>
    Claimed,

    /// <summary>It waits for proof.</summary>
    Held,

    /// <summary>It is being completed.</summary>
    Completing,

    /// <summary>It has left the queue.</summary>
    Gone,
}
