namespace BrowserScraper.Items;

/// <summary>What a checkpoint knows about an item.</summary>
public enum ItemState
{
    /// <summary>Discovered, or due to be tried again.</summary>
    Waiting,

    /// <summary>An attempt has started; found after a crash, it is to do again.</summary>
    Working,

    /// <summary>Files and record are in place.</summary>
    Done,

    /// <summary>The script had a reason to leave it out.</summary>
    Skipped,

    /// <summary>Given up in some run; a further run tries it again.</summary>
    Failed,
}
