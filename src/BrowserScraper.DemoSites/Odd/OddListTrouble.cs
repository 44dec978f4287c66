namespace BrowserScraper.DemoSites.Odd;

/// <summary>What is wrong with the list.</summary>
public enum OddListTrouble
{
    None,

    /// <summary>It starts on its second page, where the user has left it, and counts all items all the same.</summary>
    RemembersPage,

    /// <summary>It ends after two thirds of the items, and counts all.</summary>
    StopsShort,

    /// <summary>It has no rows, and counts none.</summary>
    Empty,

    /// <summary>When page 2 is asked for the first time, the first row goes and one is added at the end.</summary>
    Shifts,

    /// <summary>The sixth row has the key of the fifth, but its own title and address.</summary>
    TwoUnderOneKey,

    /// <summary>Page 2 begins with the fifth item once more, under its address with another query.</summary>
    Promoted,
}
