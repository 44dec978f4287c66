using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Machine;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>A browser that was started, and its process, so that it can be ended when it answers to nothing.</summary>
internal sealed class RunningBrowser : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    private readonly Task<Processes> processes;

    /// <param name="started">A browser that has just been started.</param>
    public RunningBrowser(IBrowser started)
    {
        Browser = started;
        processes = ProcessesOfAsync(started);
    }

    public IBrowser Browser { get; }

    /// <summary>The driver's process; null where it is not known, or not yet.</summary>
    public int? DriverId => Known.Driver?.Id;

    private Processes Known => processes.IsCompletedSuccessfully ? processes.Result : default;

    /// <summary>Whether it answers a question that needs no page.</summary>
    public async Task<bool> AnswersAsync(TimeProvider time)
    {
        Task<bool> asked = AskAsync();
        return await asked.EndsWithinAsync(AnswerLimit, time) && asked.IsCompletedSuccessfully && asked.Result;
    }

    /// <summary>Ends its process and those below it. One that has ended already is no error.</summary>
    public void Kill() => Kill(Known.Browser);

    /// <summary>Ends the driver's process, where it is known: a driver that hangs cannot be ended by asking it to.</summary>
    public void KillDriver() => Kill(Known.Driver);

    public void Dispose()
    {
        Known.Browser?.Dispose();
        Known.Driver?.Dispose();
    }

    private static void Kill(Process? process)
    {
        try
        {
            process?.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended, or is ending.
        }
    }

    private static Process? DriverOf(Process browser)
    {
        try
        {
            return ProcessTree.ChildAbove(browser.Id) is { } above ? Process.GetProcessById(above) : null;
        }
        catch (ArgumentException)
        {
            return null; // it has just ended
        }
    }

    private async Task<bool> AskAsync()
    {
        ICDPSession protocol = await Browser.NewBrowserCDPSessionAsync();
        await protocol.SendAsync("Browser.getVersion");
        await protocol.DetachAsync();
        return true;
    }

    private static async Task<Processes> ProcessesOfAsync(IBrowser started)
    {
        Process? browser = await ProcessOfAsync(started);
        return new(browser, browser is null ? null : DriverOf(browser));
    }

    // Chrome DevTools Protocol, SystemInfo.getProcessInfo: the browser's own process is of the type "browser".
    private static async Task<Process?> ProcessOfAsync(IBrowser started)
    {
        try
        {
            ICDPSession protocol = await started.NewBrowserCDPSessionAsync();
            JsonElement? info = await protocol.SendAsync("SystemInfo.getProcessInfo");
            await protocol.DetachAsync();
            return info?.GetProperty("processInfo").EnumerateArray()
                .Where(each => each.GetProperty("type").GetString() == "browser")
                .Select(each => Process.GetProcessById(each.GetProperty("id").GetInt32()))
                .FirstOrDefault();
        }
        catch (Exception unknown) when (unknown is PlaywrightException or ArgumentException or InvalidOperationException)
        {
            return null; // then it ends with its driver
        }
    }

    private readonly record struct Processes(Process? Browser, Process? Driver);
}
