namespace BrowserScraper.Stores;

/// <summary>What became of an item that was added or queued.</summary>
public enum Addition
{
    /// <summary>It waits to be claimed.</summary>
    Queued,

    /// <summary>Nothing was changed: it was known, or it is in the queue of this run already.</summary>
    Known,

    /// <summary>It is known now, and for another run: as many are queued as this one may work on, or it was added for later.</summary>
    Left,

    /// <summary>It is not queued: its group has ended in this run, or everything is settled.</summary>
    Refused,
}
