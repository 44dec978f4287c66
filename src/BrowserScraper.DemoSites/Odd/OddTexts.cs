namespace BrowserScraper.DemoSites.Odd;

/// <summary>What is odd in the portal's texts.</summary>
[Flags]
public enum OddTexts
{
    None = 0,

    /// <summary>A script cuts the title of the list's third row in the middle of an emoji.</summary>
    HalfEmojiInList = 1,

    /// <summary>The same for the heading of the fourth item.</summary>
    HalfEmojiOnItem = 2,

    /// <summary>The same for a text of the fifth item that nobody reads.</summary>
    HalfEmojiUnread = 4,

    /// <summary>The sixth item's page writes half an emoji to the console.</summary>
    HalfEmojiInConsole = 8,

    /// <summary>
    /// Zero-width characters, no-break blanks and marks of direction around keys and texts, and no-break blanks within texts.
    /// </summary>
    Invisible = 16,

    /// <summary>Fields of items say "Loading", "..." or "--" for 0.3 s.</summary>
    Late = 32,
}
