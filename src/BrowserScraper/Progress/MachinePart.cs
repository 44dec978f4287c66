namespace BrowserScraper.Progress;

/// <summary>One machine's part in a run of several.</summary>
/// <param name="Name">What the report calls it: its host, with the process where a host has several.</param>
/// <param name="State">In words, such as <c>left at 16:12:03</c>.</param>
/// <param name="Events">What the report knows of it beside its items, in words.</param>
internal sealed record MachinePart(string Name, string State, string Events)
{
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public int? Pages { get; init; }

    /// <summary>Brought to done.</summary>
    public int? Done { get; init; }

    public double? PerMinute { get; init; }
}
