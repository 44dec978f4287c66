namespace BrowserScraper.Postgres;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What.</param>
/// <param name="Value">As it is, in one line.</param>
/// <param name="ToDo">What is to be done about it; null where it is fine.</param>
internal sealed record StoreFinding(string Name, string Value, string? ToDo = null)
{
    public bool IsFine => ToDo is null;
}
