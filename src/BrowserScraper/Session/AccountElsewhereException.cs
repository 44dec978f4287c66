namespace BrowserScraper.Session;

/// <summary>Another machine has the account, and it cannot be shared. Rides in the exception that ends its part in the run.</summary>
internal sealed class AccountElsewhereException() : Exception("another machine has the account");
