using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>Which lanes may fetch a file: all that can, or the one that its script or the operator has chosen.</summary>
internal static class LaneChoice
{
    /// <param name="order">The file.</param>
    /// <param name="all">The lanes there are.</param>
    /// <param name="setting">DOWNLOAD_LANE.</param>
    /// <param name="name">What the file is called, for messages.</param>
    /// <exception cref="RunStopException">DOWNLOAD_LANE cannot fetch it.</exception>
    /// <exception cref="ItemEndedException">The script's own lane cannot.</exception>
    public static IReadOnlyList<IDownloadLane> Of(DownloadOrder order, IReadOnlyList<IDownloadLane> all, DownloadLane setting, string name)
    {
        IDownloadLane[] able = [.. all.Where(lane => lane.CanFetch(order))];
        DownloadLane chosen = order.Lane ?? setting;
        if (chosen == DownloadLane.Auto)
        {
            return able;
        }

        string lane = NameOf(chosen);
        return able.FirstOrDefault(each => each.Name == lane) is { } only ? [only] : throw Unable(order, lane, name);
    }

    private static Exception Unable(DownloadOrder order, string lane, string name)
    {
        string why = order.Link is null
            ? "its script gives an address, and nothing to click" : "its link has no address, so that only a click can";
        return order.Lane is null
            ? new RunStopException(StopReason.BadUsage, $"DOWNLOAD_LANE={lane} cannot fetch {name}: {why}; set DOWNLOAD_LANE=auto")
            : new ItemEndedException(
                new ItemOutcome.SiteChanged($"{name} cannot be fetched by the lane '{lane}', which its script has chosen: {why}"));
    }

    private static string NameOf(DownloadLane lane) => lane switch
    {
        DownloadLane.Http => "http",
        DownloadLane.Context => "context",
        DownloadLane.Click => "click",
        _ => "auto",
    };
}
