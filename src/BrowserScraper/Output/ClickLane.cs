using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Pacing;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>Clicks as a person would and takes the browser's own download: slowest, and works where no address is to be seen.</summary>
internal sealed class ClickLane(HostWatch hosts, TimeSpan requestTimeout, TimeProvider time) : IDownloadLane
{
    private static readonly TimeSpan AfterNavigation = TimeSpan.FromSeconds(3);

    public string Name => "click";

    public bool CanFetch(DownloadOrder order) => order.Link is not null;

    public async Task<long?> FetchAsync(DownloadOrder order, CancellationToken ending)
    {
        DateTimeOffset begun = time.GetUtcNow();
        IDownload download = await StartAsync(order, begun, ending);
        try
        {
            await download.SaveAsAsync(order.Target);
            if (AddressOf(download) is { } address)
            {
                hosts.Answered(address, begun);
            }

            return null;
        }
        catch (PlaywrightException) when (!ending.IsCancellationRequested)
        {
            string why = await download.FailureAsync() ?? "it could not be saved";
            throw AddressOf(download) is { } address
                ? new TroubleException(NetworkTrouble.Half(address, $"the download broke off: {why}"), begun)
                : new ItemEndedException(new ItemOutcome.BadFile($"the download broke off ({why})"));
        }
        finally
        {
            await DeleteAsync(download);
        }
    }

    private async Task<IDownload> StartAsync(DownloadOrder order, DateTimeOffset begun, CancellationToken ending)
    {
        using CancellationTokenSource patience = new(requestTimeout, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(ending, patience.Token);
        TaskCompletionSource<IDownload> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        string? shown = null;
        using IDisposable downloading = order.Page.OnDownload(download => started.TrySetResult(download));
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
            return await started.Task.WaitAsync(end.Token);
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            if (shown?.StartsWith("chrome-error:", StringComparison.Ordinal) == true && Asked(order) is { } address)
            {
                throw new TroubleException(NetworkTrouble.Half(address, "the browser shows that it got no answer"), begun);
            }

            throw new ItemEndedException(shown is null
                ? new ItemOutcome.Failed($"no download began within {requestTimeout.TotalSeconds:0} s of the click")
                : new ItemOutcome.BadFile($"an HTML page came instead of a download: {shown}"));
        }
    }

    private static Uri? AddressOf(IDownload download) => Uri.TryCreate(download.Url, UriKind.Absolute, out Uri? address) && IsOfWeb(address) ? address : null;

    private static Uri? Asked(DownloadOrder order) =>
        order.Address ?? (Uri.TryCreate(order.From, UriKind.Absolute, out Uri? page) && IsOfWeb(page) ? page : null);

    private static bool IsOfWeb(Uri address) => address.Scheme is "http" or "https";

    private static async Task DeleteAsync(IDownload download)
    {
        try
        {
            await download.DeleteAsync();
        }
        catch (PlaywrightException)
        {
            // The context is gone, and its downloads with it.
        }
    }
}
