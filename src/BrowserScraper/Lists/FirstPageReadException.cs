namespace BrowserScraper.Lists;

/// <summary>Ends a reading that was for the list's first page alone.</summary>
internal sealed class FirstPageReadException : Exception;
