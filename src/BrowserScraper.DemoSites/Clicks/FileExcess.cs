namespace BrowserScraper.DemoSites.Clicks;

/// <summary>In which way an item's file is too much.</summary>
public enum FileExcess
{
    /// <summary>300 MB of the same letter, packed into a thousandth of that.</summary>
    Bomb,

    /// <summary>The answer says that 5 GB are to come.</summary>
    Announced,

    /// <summary>The answer does not say how much is to come, and never ends.</summary>
    Endless,
}
