using BrowserScraper.Items;

namespace BrowserScraper.Postgres;

/// <summary>What items have in common that the same rules hold back; among themselves they are claimed in their order.</summary>
/// <param name="Group">The group; the empty text where it has no name.</param>
/// <param name="Host">The host of their addresses, or null.</param>
/// <param name="WaitsFor">The host that they wait for, or null.</param>
/// <param name="Priority">Their priority.</param>
internal readonly record struct Lane(string Group, string? Host, string? WaitsFor, ItemPriority Priority)
{
    /// <summary>What the database makes the lane's number of.</summary>
    public string Text => $"{Group}\u001f{Host}\u001f{WaitsFor}\u001f{(int)Priority}";
}
