namespace BrowserScraper.Accounts;

/// <summary>One of several accounts that a run went on without.</summary>
/// <param name="Username">Whose it is.</param>
/// <param name="Pages">How many pages stood idle from then on.</param>
internal sealed record SetAsideAccount(string Username, int Pages);
