namespace BrowserScraper.Output;

/// <summary>A program that writes another format has written the records; the message says so in one line for the operator.</summary>
internal sealed class RecordsFormatException(string message) : IOException(message);
