using BrowserScraper.Progress;

namespace BrowserScraper.App.Display;

/// <summary>A run's status as lines of text.</summary>
internal static class RunPicture
{
    private const int BarWidth = 30;

    public static IEnumerable<string> Draw(RunStatus status, DateTimeOffset now, int width)
    {
        yield return "";
        yield return Text.Cut($"{Text.Bar(status.Settled, status.Queued, BarWidth)} {Count(status)}", width);
        yield return Text.Cut(
            $"{Speed(status)} | {Trouble(status)}{Pages(status)}{Memory(status)} | "
                + $"{Text.Duration(now - status.StartedAt)}{(status.Phase == "working" ? "" : $" | {status.Phase}")}", width);
        yield return "";
        foreach (PageStatus page in status.Pages)
        {
            yield return Text.Cut(Page(page, now), width);
        }
    }

    public static string Line(RunStatus status) =>
        $"PROGRESS: {Count(status)} | {Speed(status)} | {Trouble(status)}{Pages(status)}{Memory(status)}"
            + $"{(status.Phase == "working" ? "" : $" | {status.Phase}")}";

    private static string Count(RunStatus status)
    {
        string percent = status.Queued > 0 ? $" ({100.0 * status.Settled / status.Queued:0} %)" : "";
        return $"{status.Settled}/{status.Queued}{(status.DiscoveryIsOver ? "" : "+")}{percent}";
    }

    private static string Speed(RunStatus status) =>
        $"{status.RatePerHour / 3600:0.0}/s | ETA {(status.TimeLeft is { } left ? Text.Duration(left) : "--:--:--")}";

    private static string Trouble(RunStatus status) =>
        $"failed {status.Failed}, retried {status.Retries}{(status.Skipped > 0 ? $", skipped {status.Skipped}" : "")}"
        + (status.Held > 0 ? $" | {status.Held} held until proven" : "");

    // A number that somebody has set needs no telling.
    private static string Pages(RunStatus status) => status.AutoPages is null ? "" : $" | {Text.Pages(status.PageCount)}";

    private static string Memory(RunStatus status) => status.MemoryBytes is null ? "" : $" | {Text.Megabytes(status.MemoryBytes)}";

    private static string Page(PageStatus page, DateTimeOffset now)
    {
        if (page.Item is null)
        {
            return $"  page {page.Page,2}  waiting";
        }

        TimeSpan left = page.Deadline!.Value - now;
        string attempt = page.Attempt > 1 ? $" (attempt {page.Attempt})" : "";
        string name = page.Title == page.Item ? page.Item : $"{page.Item}  {page.Title}";
        return $"  page {page.Page,2}  {Math.Max(0, left.TotalSeconds),4:0} s left  {name}{attempt}";
    }
}
