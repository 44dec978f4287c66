namespace BrowserScraper.Stores;

/// <summary>The store cannot be used now: it does not answer, or refuses. The message says why, in one line for the operator.</summary>
internal sealed class StoreAwayException(string message, Exception? cause = null) : IOException(message, cause);
