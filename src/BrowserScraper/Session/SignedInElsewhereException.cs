namespace BrowserScraper.Session;

/// <summary>Another machine has signed in, or does so now: its session is to be taken over instead.</summary>
internal sealed class SignedInElsewhereException() : Exception("another machine signs in");
