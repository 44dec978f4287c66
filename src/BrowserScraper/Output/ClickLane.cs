using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Pacing;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>
/// Clicks as a person would and takes the browser's own download: slowest, and works where no address is to be seen. The first download
/// that begins need not be the click's: pages begin others by themselves. What cannot be told apart is a BadFile.
/// </summary>
internal sealed class ClickLane(HostWatch hosts, DownloadOptions settings, DiskRoom room, TimeProvider time) : IDownloadLane
{
    private static readonly TimeSpan AfterNavigation = TimeSpan.FromSeconds(3);

    /// <summary>For so long a download that no click is seen to have begun must have been the only one.</summary>
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(1);

    /// <summary>
    /// And for so long where the click was answered with another address than the download's: that one is likely to come.
    /// </summary>
    private static readonly TimeSpan AloneWhereAnotherIsNamed = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly TimeSpan requestTimeout = settings.RequestTimeout;

    public string Name => "click";

    public bool CanFetch(DownloadOrder order) => order.Link is not null;

    public async Task<long?> FetchAsync(DownloadOrder order, CancellationToken ending)
    {
        DateTimeOffset begun = time.GetUtcNow();
        PageDownloads downloads = PageDownloads.Of(order.Page, time);
        await downloads.DropAsync(); // what began before is not the click's
        try
        {
            using ClickWatch watch = await ClickWatch.BeginAsync(order, downloads, time);
            ClickCandidate taken = await FindAsync(order, watch, downloads, begun, ending);
            taken.Download.IsTaken = true;
            await TakeAsync(taken, order, begun, ending);
            return null;
        }
        finally
        {
            await downloads.DropAsync();
        }
    }

    private async Task<ClickCandidate> FindAsync(
        DownloadOrder order, ClickWatch watch, PageDownloads downloads, DateTimeOffset begun, CancellationToken ending)
    {
        using CancellationTokenSource patience = new(requestTimeout, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(ending, patience.Token);
        using SemaphoreSlim heard = new(0);
        string? shown = null;
        using IDisposable downloading = downloads.OnFurther(() => heard.Release());
        using IDisposable navigating = order.Page.OnNavigated(frame =>
        {
            // A page where a download should be: some sites show one and start the download from there, so wait a little.
            if (frame == order.Page.MainFrame)
            {
                shown = frame.Url;
                patience.CancelAfter(AfterNavigation);
            }
        });
        try
        {
            await order.Link!.ClickAsync(new() { Timeout = (float)requestTimeout.TotalMilliseconds });
            await watch.ClickedAsync();
            while (true)
            {
                await watch.LookAsync();
                if (await DecideAsync(order, watch, isLast: false) is { } decided)
                {
                    return decided;
                }

                await HearAsync(heard, watch.Candidates.Count > 0 ? Glance : Timeout.InfiniteTimeSpan, end.Token);
            }
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            return await DecideAsync(order, watch, isLast: true) ?? throw Nothing(order, watch, shown, begun);
        }
        finally
        {
            watch.Begun();
        }
    }

    private async Task HearAsync(SemaphoreSlim heard, TimeSpan limit, CancellationToken end)
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(end);
        await Task.WhenAny(heard.WaitAsync(enough.Token), Task.Delay(limit, time, enough.Token));
        await enough.CancelAsync();
        end.ThrowIfCancellationRequested();
    }

    /// <summary>The click's own download, or null where it is to be waited for.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="watch">What has begun.</param>
    /// <param name="isLast">Nothing is waited for any longer.</param>
    /// <exception cref="ItemEndedException">Nothing tells which it is.</exception>
    private async Task<ClickCandidate?> DecideAsync(DownloadOrder order, ClickWatch watch, bool isLast)
    {
        if (watch.Candidates.FirstOrDefault(each => each.Standing == DownloadStanding.Own) is { } own)
        {
            return own;
        }

        ClickCandidate[] nearest =
            [.. watch.Candidates.GroupBy(each => each.Standing).MaxBy(group => group.Key) ?? Enumerable.Empty<ClickCandidate>()];
        if (nearest.Length == 0 || !(isLast || await IsSettledAsync(nearest, watch)))
        {
            return null;
        }

        string? fault = watch.Fault;
        bool isSure = fault is null && nearest is [var only]
            && (only.Standing == DownloadStanding.Likely || !ClickHosts.Of(order.Page).BeginDownloads(only.Download.From));
        return isSure ? nearest[0] : await AskScriptAsync(order, nearest, fault, isLast);
    }

    /// <summary>Nothing of what the click has asked for is under way, and for a while nothing more has begun.</summary>
    private async Task<bool> IsSettledAsync(ClickCandidate[] nearest, ClickWatch watch)
    {
        TimeSpan alone = await watch.NamedAsync() is null ? Alone : AloneWhereAnotherIsNamed;
        (bool isWaiting, long since) = watch.OfClick;
        return !isWaiting && (since == 0 || time.GetElapsedTime(since) >= alone)
            && nearest.All(each => time.GetElapsedTime(each.Download.At) >= alone);
    }

    private static async Task<ClickCandidate?> AskScriptAsync(DownloadOrder order, ClickCandidate[] nearest, string? fault, bool isLast)
    {
        string names = string.Join(", ", nearest.Select(each => $"'{each.Download.File.SuggestedFilename}'"));
        if (order.Expect.Check is null)
        {
            string why = fault is null
                ? $"pages of {nearest[0].Download.From} begin others by themselves" : $"what the click itself has asked for {fault}";
            throw new ItemEndedException(new ItemOutcome.BadFile(nearest.Length > 1
                ? $"{nearest.Length} downloads began and any may be the click's ({names}); a check in DownloadAsync tells them apart"
                : $"a script has begun {names}, and {why}; a check in DownloadAsync tells which is the item's"));
        }

        foreach (ClickCandidate each in nearest.Where(each => each.Saved is null))
        {
            each.Saved = $"{order.Target}-{Guid.NewGuid():n}";
            try
            {
                await each.Download.File.SaveAsAsync(each.Saved);
                each.Fault = await order.Expect.FaultAsync(each.Saved, announced: null);
            }
            catch (PlaywrightException broken)
                when (!order.Page.IsClosed && DriverDisk.Trouble(broken, each.Saved, each.Told?.Size ?? 0) is null)
            {
                each.Fault = "it broke off";
            }
        }

        ClickCandidate[] right = [.. nearest.Where(each => each.Fault is null)];
        return right.Length switch
        {
            1 => right[0],
            0 when !isLast => null,
            0 => throw new ItemEndedException(
                new ItemOutcome.BadFile($"none of the downloads that began is the item's: {names}: {nearest[0].Fault}")),
            _ => throw new ItemEndedException(new ItemOutcome.BadFile($"{right.Length} downloads pass the script's check: {names}")),
        };
    }

    private async Task TakeAsync(ClickCandidate taken, DownloadOrder order, DateTimeOffset begun, CancellationToken ending)
    {
        IDownload download = taken.Download.File;
        string target = order.Target;
        bool isOver = false;
        try
        {
            Judge(taken.Request, order.Expect.Kind);
            if (taken.Saved is { } saved)
            {
                File.Move(saved, target, overwrite: true);
            }
            else
            {
                await SaveAsync(taken, target);
            }

            isOver = true;
            if (AddressOf(download) is { } address)
            {
                hosts.Answered(address, begun);
            }
        }
        catch (PlaywrightException broken) when (!ending.IsCancellationRequested)
        {
            string why = await download.FailureAsync() ?? broken.Message.Split('\n')[0];
            throw (Exception?)DriverDisk.Trouble(broken, target, taken.Told?.Size ?? 0)
                ?? (AddressOf(download) is { } address
                    ? new TroubleException(NetworkTrouble.Half(address, $"the download broke off: {why}"), begun, broken)
                    : new ItemEndedException(new ItemOutcome.BadFile($"the download broke off ({why})"), broken));
        }
        finally
        {
            await PageDownloads.DeleteAsync(download, isOver);
        }
    }

    /// <summary>Waits until the browser has it, and looks meanwhile how large it becomes.</summary>
    private async Task SaveAsync(ClickCandidate taken, string target)
    {
        IDownload download = taken.Download.File;
        using FileAllowance allowance = new(
            settings, room, AddressOf(download)?.GetLeftPart(UriPartial.Path) ?? $"'{download.SuggestedFilename}'");
        Task saving = download.SaveAsAsync(target);
        bool isAnnounced = false;
        long seen = 0;
        while (taken.Told is { } told && !saving.IsCompleted)
        {
            if (!isAnnounced && told.Announced > 0)
            {
                allowance.Announce(told.Announced);
                isAnnounced = true;
            }

            long received = told.Received;
            allowance.Came(received - seen);
            seen = received;
            await Task.WhenAny(saving, Task.Delay(Glance, time));
        }

        await saving;
        allowance.Came(new FileInfo(target).Length - seen);
    }

    /// <summary>
    /// What is still being made, or is a part, is no file. And browsers take a packed body that ends early for whole (measured), so one
    /// that a server packs though nobody has asked for that must show its end.
    /// </summary>
    private void Judge(PageRequest? request, FileKind kind)
    {
        if (request is { Status: > 0 }
            && HttpAnswer.JudgeFile(request.Status, request.RetryAfter, request.Last, time.GetUtcNow()) is { } outcome)
        {
            throw new ItemEndedException(outcome) { Status = request.Status };
        }

        if (!kind.ShowsItsEnd && Unpacking.ValuesOf(request?.Packed).FirstOrDefault(Unpacking.IsPacking) is { } packed)
        {
            throw new ItemEndedException(
                new ItemOutcome.BadFile(
                    $"what came from {request!.Last} is packed as '{packed}', and whether it is whole cannot be told by a browser's "
                        + "download"));
        }
    }

    private Exception Nothing(DownloadOrder order, ClickWatch watch, string? shown, DateTimeOffset begun)
    {
        if (watch.IsPackedUnasked)
        {
            ClickHosts.Of(order.Page).AddPacking(ClickHosts.HostOf(order.From));
            return new ItemEndedException(
                new ItemOutcome.Failed(
                    "the answer to the click is packed, though nothing packed was asked for, and the browser does not take it; the next "
                        + "attempt asks for packed ones, too"));
        }

        if (shown?.StartsWith("chrome-error:", StringComparison.Ordinal) == true && Asked(order) is { } address)
        {
            return new TroubleException(NetworkTrouble.Half(address, "the browser shows that it got no answer"), begun);
        }

        return new ItemEndedException(shown is null
            ? new ItemOutcome.Failed($"no download began within {requestTimeout.TotalSeconds:0} s of the click")
            : new ItemOutcome.BadFile($"an HTML page came instead of a download: {shown}"));
    }

    private static Uri? AddressOf(IDownload download) =>
        Uri.TryCreate(download.Url, UriKind.Absolute, out Uri? address) && IsOfWeb(address) ? address : null;

    private static Uri? Asked(DownloadOrder order) =>
        order.Address ?? (Uri.TryCreate(order.From, UriKind.Absolute, out Uri? page) && IsOfWeb(page) ? page : null);

    private static bool IsOfWeb(Uri address) => address.Scheme is "http" or "https";
}
