using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>What has begun since one click, and how it stands to that. Not concurrent.</summary>
internal sealed class ClickWatch : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly DownloadOrder order;
    private readonly PageDownloads downloads;
    private readonly ClickSignals signals;
    private readonly ClickAnswers answers;
    private readonly IPage[] earlier;
    private readonly List<ClickCandidate> candidates = [];
    private readonly HashSet<BegunDownload> seen = [];

    private ClickWatch(DownloadOrder order, PageDownloads downloads, ClickSignals signals, TimeProvider time)
    {
        (this.order, this.downloads, this.signals) = (order, downloads, signals);
        answers = new(order.Page, signals, time);
        earlier = [.. order.Page.Context.Pages.Where(each => each != order.Page)];
    }

    /// <summary>All that may be the click's, in the order in which they began.</summary>
    public IReadOnlyList<ClickCandidate> Candidates => [.. candidates.Where(each => each.Standing != DownloadStanding.Foreign)];

    /// <inheritdoc cref="ClickSignals.OfClick"/>
    public (bool IsWaiting, long Since) OfClick => signals.OfClick;

    /// <inheritdoc cref="ClickSignals.Fault"/>
    public string? Fault => signals.Fault;

    /// <inheritdoc cref="ClickSignals.IsPackedUnasked"/>
    public bool IsPackedUnasked => signals.IsPackedUnasked;

    /// <inheritdoc cref="ClickAnswers.NamedAsync"/>
    public Task<Uri?> NamedAsync() => answers.NamedAsync();

    /// <summary>To be awaited just before the click.</summary>
    public static async Task<ClickWatch> BeginAsync(DownloadOrder order, PageDownloads downloads, TimeProvider time)
    {
        ClickSignals told = await ClickSignals.OfAsync(order.Page, time);
        await told.PrepareAsync(ClickHosts.Of(order.Page).Pack(ClickHosts.HostOf(order.From)));
        told.Begin(order.Address?.AbsoluteUri);
        return new(order, downloads, told, time);
    }

    /// <summary>To be awaited just after the click.</summary>
    public async Task ClickedAsync()
    {
        if (signals.IsTold)
        {
            return;
        }

        await signals.HearAsync();
        if (!signals.IsTold)
        {
            try
            {
                signals.AddOwn(
                    await order.Link!.EvaluateAsync<string[]>(
                        ClickScript.Addresses, null, new() { Timeout = (float)Glance.TotalMilliseconds }));
            }
            catch (Exception gone) when (gone is PlaywrightException or TimeoutException)
            {
                // The click has taken the link away.
            }
        }
    }

    /// <summary>To be called when the download has begun.</summary>
    public void Begun()
    {
        answers.Dispose();
        _ = signals.TakePackedAsync();
    }

    /// <summary>To be called when the download has ended: until then the browser tells how much of it has come.</summary>
    public void Dispose()
    {
        answers.Dispose();
        _ = signals.EndAsync();
    }

    /// <summary>Takes in what has begun meanwhile.</summary>
    public async Task LookAsync()
    {
        BegunDownload[] further = [.. downloads.Begun.Where(each => !seen.Contains(each))];
        if (further.Length == 0)
        {
            return;
        }

        foreach (BegunDownload each in further)
        {
            seen.Add(each);
            PageDownload? told = await ToldAsync(each);
            each.IsOfWindow = told is null;
            PageRequest? request = told is null ? null : signals.RequestOf(told.Frame, told.Address);
            DownloadStanding standing = told is null ? OfWindow(each) : OfPage(told.Frame, request, told.Address);
            bool isNamed = standing == DownloadStanding.ByScript && await NamedAsync() is { } named
                && named.AbsoluteUri == (request?.Address ?? Plain(each.File.Url));
            candidates.Add(new(each, isNamed ? DownloadStanding.Own : standing, request, told));
        }
    }

    // What the page itself has begun is told at the same time, and what led to it before that.
    private async Task<PageDownload?> ToldAsync(BegunDownload download)
    {
        if (download.Page == order.Page && signals.TakeDownload(download.File.Url) is { } told)
        {
            return told;
        }

        await signals.HearAsync();
        return download.Page == order.Page ? signals.TakeDownload(download.File.Url) : null;
    }

    private static string Plain(string address) => address.Split('#')[0];

    /// <summary>
    /// It is all that the click has begun: a script that has asked for something may begin another one when it is answered.
    /// </summary>
    private DownloadStanding OwnIfAlone =>
        !signals.HasAsked() && signals.Beginnings.Count(each => each.IsOfClick) == 1 ? DownloadStanding.Own : DownloadStanding.Likely;

    private DownloadStanding OfPage(string frame, PageRequest? request, string address)
    {
        if (request is not null && signals.IsBefore(request))
        {
            return DownloadStanding.Foreign;
        }

        string first = request?.Address ?? Plain(address);
        Beginning? beginning = signals.Beginnings.LastOrDefault(each => each.Frame == frame && Plain(each.Address) == first);
        if (signals.LeadsTo(first) || (beginning is { IsForm: true } && signals.LeadsTo(first.Split('?')[0])))
        {
            return DownloadStanding.Own;
        }

        return beginning is { IsOfClick: true } ? OwnIfAlone : signals.IsShown ? DownloadStanding.Likely : DownloadStanding.ByScript;
    }

    private DownloadStanding OfWindow(BegunDownload download)
    {
        string address = Plain(download.File.Url);
        if (signals.LeadsTo(address))
        {
            return DownloadStanding.Own;
        }

        if (earlier.Contains(download.Page))
        {
            return DownloadStanding.Foreign;
        }

        Beginning[] windows = [.. signals.Beginnings.Where(each => each.IsWindow)];
        Beginning[] named = [.. windows.Where(each => Plain(each.Address) == address)];
        if (named.Length > 0)
        {
            return named.Any(each => each.IsOfClick) ? OwnIfAlone : DownloadStanding.ByScript;
        }

        // A window that was blank, or said for a while that the file is being prepared, or is one that a window has opened.
        return windows.Length > 0 && windows.All(each => each.IsOfClick) ? DownloadStanding.Likely : DownloadStanding.ByScript;
    }
}
