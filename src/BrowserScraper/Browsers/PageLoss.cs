using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// Tells when a page is gone: closed, or with its browser or driver. A call that is under way then does not always end, so whoever waits
/// for one waits for this beside it (measured: a browser killed while the page's protocol session was asked something). Members may be
/// called concurrently.
/// </summary>
internal sealed class PageLoss
{
    public const string Gone = "the page was closed, or the browser is gone";

    private static readonly ConditionalWeakTable<IPage, PageLoss> Known = [];

    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable? connection;

    private PageLoss(IPage page)
    {
        IBrowser? browser = page.Context.Browser;
        connection = browser?.OnDisconnected(() => gone.TrySetResult());
        page.OnClose(OnClose);
        if (page.IsClosed || browser is { IsConnected: false })
        {
            OnClose(); // before anybody listened
        }
    }

    /// <summary>Completes when the page is gone; never fails.</summary>
    public static Task Of(IPage page) => Known.GetValue(page, each => new(each)).gone.Task;

    private void OnClose()
    {
        gone.TrySetResult();
        connection?.Dispose();
    }
}
