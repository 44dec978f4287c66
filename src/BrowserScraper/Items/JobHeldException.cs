namespace BrowserScraper.Items;

/// <summary>Another process works on the job; the message says which one, in one line for the operator.</summary>
public sealed class JobHeldException(string message) : IOException(message);
