namespace BrowserScraper.DemoSites.Books;

/// <summary>A name and a password that the sign-in form accepts.</summary>
public sealed record BookAccount(string Username, string Password);
