using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.Stores;

/// <summary>How a claim ends.</summary>
/// <param name="State">The item's state from now on; <see cref="ItemState.Waiting"/> means that it is tried again.</param>
/// <param name="Tally">What it has used up, this attempt included.</param>
/// <param name="Outcome">How the attempt ended, such as <c>TimedOut</c>.</param>
public sealed record ItemCompletion(ItemState State, ItemTally Tally, string Outcome)
{
    /// <summary>Why, in one line, without secrets; null where it ended well.</summary>
    public string? Error { get; init; }

    /// <summary>What was read, where it is done; null where there is nothing but files.</summary>
    public JsonElement? Record { get; init; }

    /// <summary>Its files, where it is done.</summary>
    public IReadOnlyList<SavedFile> Files { get; init; } = [];

    /// <summary>Where those lie that are not in place yet, by their path. Nobody else writes there any more.</summary>
    public IReadOnlyDictionary<string, string> Staged { get; init; } = new Dictionary<string, string>();

    /// <summary>How long it waits before it is tried again in this run; null where it is for the next run.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The host that it waits for, as in <see cref="ClaimRules"/>; null where it waits for none.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>Known items that are queued with it.</summary>
    public IReadOnlyList<WorkItem> Followers { get; init; } = [];
}
