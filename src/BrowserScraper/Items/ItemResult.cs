namespace BrowserScraper.Items;

/// <summary>What a site script says of an item it has worked on.</summary>
public sealed class ItemResult
{
    private ItemResult(ItemOutcome outcome) => Outcome = outcome;

    internal ItemOutcome Outcome { get; }

    /// <summary>The item is complete.</summary>
    /// <param name="record">What was read; one JSON line in <c>records.jsonl</c>. Null where there is nothing but files.</param>
    /// <param name="files">What <c>DownloadAsync</c> returned. They get their final names after the script has ended.</param>
    public static ItemResult Done(object? record, params SavedFile[] files) => new(new ItemOutcome.Done(record, files));

    /// <summary>The item is left out on purpose and not tried again, such as a vehicle that was withdrawn.</summary>
    public static ItemResult Skip(string reason) => new(new ItemOutcome.Skipped(reason));

    /// <summary>The site does not offer the item, and trying again in this run would not help.</summary>
    public static ItemResult Reject(string reason) => new(new ItemOutcome.Rejected(reason));
}
