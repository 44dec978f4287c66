using System.Runtime.CompilerServices;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// The downloads that a page and its windows have begun, at any depth. Those that nobody takes are cancelled and their files deleted, or
/// they would stay until the context is closed. Members may be called concurrently.
/// </summary>
internal sealed class PageDownloads
{
    private static readonly TimeSpan DropLimit = TimeSpan.FromSeconds(2);
    private static readonly ConditionalWeakTable<IPage, PageDownloads> Known = [];

    private readonly Lock gate = new();
    private readonly List<BegunDownload> begun = [];
    private readonly IPage owner;
    private readonly TimeProvider time;
    private Action? heard;
    private bool hasWindows;

    private PageDownloads(IPage owner, TimeProvider time)
    {
        this.owner = owner;
        this.time = time;
        Listen(owner);
    }

    /// <summary>Those of a page, from when this was first asked for.</summary>
    public static PageDownloads Of(IPage page, TimeProvider time) => Known.GetValue(page, each => new(each, time));

    /// <summary>All that were not dropped yet, in the order in which they were told.</summary>
    public IReadOnlyList<BegunDownload> Begun
    {
        get
        {
            lock (gate)
            {
                return [.. begun];
            }
        }
    }

    /// <summary>Called with each further one, until what is returned is disposed.</summary>
    public IDisposable OnFurther(Action called)
    {
        heard += called;
        return new Subscription(() => heard -= called);
    }

    /// <summary>
    /// Ends and deletes what nobody has taken, and closes the windows that Playwright does not show: those that have begun with a download.
    /// </summary>
    public async Task DropAsync()
    {
        BegunDownload[] all;
        bool hadPopups;
        lock (gate)
        {
            all = [.. begun];
            begun.Clear();
            (hadPopups, hasWindows) = (hasWindows, false);
        }

        BegunDownload[] unasked = [.. all.Where(each => !each.IsTaken)];
        Array.ForEach(unasked, each => ClickHosts.Of(owner).AddBeginning(each.From));
        if (hadPopups || Array.Exists(all, each => each.IsOfWindow || !each.IsTaken))
        {
            await Task.WhenAll([PageWindows.CloseAsync(owner), .. unasked.Select(each => DeleteAsync(each.File))])
                .EndsWithinAsync(DropLimit, time);
        }
    }

    /// <summary>Ends a download, and deletes what has come of it.</summary>
    /// <param name="file">It.</param>
    /// <param name="isOver">It has come, or has failed. Default: it may be under way.</param>
    public static async Task DeleteAsync(IDownload file, bool isOver = false)
    {
        try
        {
            await (isOver ? Task.CompletedTask : file.CancelAsync());
            await file.DeleteAsync();
        }
        catch (PlaywrightException)
        {
            // It was cancelled, and the browser has deleted it; or the context is gone, and its downloads with it.
        }
    }

    private void Listen(IPage page)
    {
        page.OnDownload(file => Add(new(file, page, ClickHosts.HostOf(owner.Url), time.GetTimestamp())));
        page.OnPopup(popup =>
        {
            Volatile.Write(ref hasWindows, true);
            Listen(popup);
        });
    }

    private void Add(BegunDownload further)
    {
        lock (gate)
        {
            begun.Add(further);
        }

        heard?.Invoke();
    }
}
