namespace BrowserScraper.DemoSites.Faults;

/// <summary>
/// One entry of a rule's list: an item by its key, or by its position in the portal's list, counted from 1.
/// </summary>
internal sealed record FaultTarget(string? Key, int Position, bool Always)
{
    public bool Hits(string key, int position, int request) =>
        (Always || request == 1)
        && (Key is null ? Position == position : string.Equals(Key, key, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => Key ?? $"#{Position}";
}
