namespace BrowserScraper.Trials;

/// <summary>One mark of a signed-in user.</summary>
/// <param name="Mark">As the script states it.</param>
/// <param name="IsThere">The page has it.</param>
internal readonly record struct SeenMark(string Mark, bool IsThere);
