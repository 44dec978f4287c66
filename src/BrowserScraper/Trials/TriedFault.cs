using BrowserScraper.Items;
using BrowserScraper.Redaction;

namespace BrowserScraper.Trials;

/// <summary>What helps whoever writes the script to mend it, without secrets.</summary>
/// <param name="Line">File and line of the script that it came from; null where that is not known.</param>
/// <param name="TestIds">The test ids of the page where one was missing.</param>
internal sealed record TriedFault(string? Line, IReadOnlyList<string> TestIds)
{
    /// <summary>Null where nothing was thrown, or nothing is known of it.</summary>
    public static TriedFault? Of(Exception? thrown, RunSecrets secrets)
    {
        if (thrown is null)
        {
            return null;
        }

        IReadOnlyList<string> ids = thrown is ItemEndedException { Outcome: ItemOutcome.SiteChanged changed } ? changed.TestIds : [];
        return FaultText.LineOf(thrown) is var line && line is null && ids.Count == 0
            ? null : new(line, [.. ids.Select(secrets.RemovedFrom)]);
    }
}
