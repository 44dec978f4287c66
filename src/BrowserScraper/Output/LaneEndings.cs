using BrowserScraper.Items;
using BrowserScraper.Pacing;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>How the lanes have failed that were tried for one file, and what that makes of the attempt. Not concurrent.</summary>
internal sealed class LaneEndings(HostWatch hosts)
{
    private ItemEndedException? verdict;
    private TroubleException? trouble;
    private ItemEndedException? failure;

    /// <summary>Whether this is a way in which lanes fail.</summary>
    public static bool IsOfLane(Exception exception) =>
        exception is FileFaultException or ItemEndedException or TroubleException or PlaywrightException or TimeoutException
            or HttpRequestException;

    /// <summary>Takes how a lane has ended.</summary>
    /// <param name="exception">What it threw.</param>
    /// <param name="lane">Which.</param>
    /// <param name="isProven">It has delivered from this host before.</param>
    /// <returns>What is definite, so that no other lane can do better; else null.</returns>
    public ItemEndedException? Take(Exception exception, IDownloadLane lane, bool isProven)
    {
        switch (exception)
        {
            case FileFaultException fault:
                Count(new ItemEndedException(new ItemOutcome.BadFile(fault.Message), fault), lane);
                return isProven && !fault.IsPage ? verdict : null;
            case ItemEndedException ended when ended.Outcome is ItemOutcome.Throttled or ItemOutcome.Unreachable or ItemOutcome.Interrupted
                or ItemOutcome.TooLarge or ItemOutcome.NoRoom:
                return ended;
            case ItemEndedException { InnerException: InvalidDataException } damaged:
                return damaged; // the lanes below unpack what is cut as if it were whole
            case ItemEndedException ended:
                Count(ended, lane);
                return isProven && ended.Status is 401 or 404 or 410 or >= 500 ? ended : null;
            case TroubleException met:
                trouble ??= met;
                return met.Trouble.IsLate ? null : verdict ?? Unreachable(trouble); // where nobody takes the connection, no lane gets one
            default:
                failure ??= new ItemEndedException(new ItemOutcome.Failed(FaultText.Placed(exception)), exception);
                return null;
        }
    }

    /// <summary>What counts, after all have failed: what is wrong with the file, then that a host does not answer, then the rest.</summary>
    public ItemEndedException Verdict() => verdict ?? (trouble is null ? failure : Unreachable(trouble))
        ?? new(new ItemOutcome.Failed("nothing can fetch it: it has neither an address nor a link"));

    // What the browser's own click has met is the truth; of the others, what the first one found says most.
    private void Count(ItemEndedException ended, IDownloadLane lane)
    {
        if (ended.Outcome is ItemOutcome.Failed)
        {
            failure ??= ended;
        }
        else if (verdict is null || (lane is ClickLane && verdict.Outcome is ItemOutcome.SignedOut))
        {
            verdict = ended;
        }
    }

    private ItemEndedException Unreachable(TroubleException met) => new(hosts.Met(met.Trouble, met.Begun), met);
}
