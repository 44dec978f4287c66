using BrowserScraper.Items;
using BrowserScraper.Redaction;

namespace BrowserScraper.Trials;

/// <summary>An item as whoever writes its script is told of it: without secrets, and with its address whole.</summary>
internal sealed record TriedRow(string Key, string? Title, string? Address)
{
    public static TriedRow Of(WorkItem item, RunSecrets secrets) => new(
        secrets.RemovedFrom(item.Key), item.Title is { } title ? secrets.RemovedFrom(CleanText.Of(title)) : null,
        item.Address is { } address ? secrets.RemovedFrom(Text(address)) : null);

    public static string Text(Uri address) => address.IsAbsoluteUri ? address.AbsoluteUri : address.OriginalString;
}
