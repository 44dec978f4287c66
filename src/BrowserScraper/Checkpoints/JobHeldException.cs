namespace BrowserScraper.Checkpoints;

/// <summary>Another process works on the job; the message says which one, in one line for the operator.</summary>
internal sealed class JobHeldException(string message) : IOException(message);
