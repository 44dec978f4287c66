namespace BrowserScraper.Items;

/// <summary>One token in the session's lineage; its value is kept nowhere.</summary>
/// <param name="Number">Counts the tokens of the session from 1.</param>
/// <param name="Cookie">The cookie's name.</param>
/// <param name="At">When the site set it.</param>
/// <param name="By">Whose answer brought it: a page, or a download.</param>
/// <param name="Path">The path of that request, without its query.</param>
internal sealed record TokenUse(int Number, string Cookie, DateTimeOffset At, string By, string Path);
