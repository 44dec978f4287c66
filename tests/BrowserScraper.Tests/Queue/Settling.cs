using BrowserScraper.Items;
using BrowserScraper.Queue;

namespace BrowserScraper.Tests.Queue;

/// <summary>Ends claims as a worker does, with nothing to show for it.</summary>
internal static class Settling
{
    public static Task SettleAsync(this ClaimedItem claimed, Verdict verdict) =>
        claimed.CompleteAsync(new(verdict.State, verdict.Tally, verdict.State.ToString()), verdict);
}
