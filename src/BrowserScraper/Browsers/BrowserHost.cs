using System.Collections.Concurrent;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// Keeps one browser running: finds it, starts it, and starts it anew when it is gone, and the driver with it where the
/// driver is what died. Members may be called concurrently.
/// </summary>
internal sealed class BrowserHost(BrowserOptions options, Action<string> tell, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim gate = new(1, 1);
    private IPlaywright? driver;
    private IBrowser? browser;
    private BrowserCandidate? chosen;

    /// <summary>Called before the browser is ended on purpose, while nobody uses it.</summary>
    public ConcurrentBag<Func<Task>> BeforeRestart { get; } = [];

    /// <summary>Who uses the browser now; a restart waits for them.</summary>
    public BrowserUse Use { get; } = new();

    /// <summary>The running browser, started where there is none.</summary>
    /// <exception cref="RunStopException">No browser can be had on this machine.</exception>
    public async Task<IBrowser> GetAsync(CancellationToken stopping)
    {
        await gate.WaitAsync(stopping);
        try
        {
            if (browser is not { IsConnected: true })
            {
                browser = chosen is null ? await LaunchFirstAsync(stopping) : await RelaunchAsync(chosen);
            }

            return browser;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Ends browser and driver when nobody uses them, and lets the next caller of <see cref="GetAsync"/> start both anew: what they have piled up in memory goes.</summary>
    public async Task RestartAsync(string why, CancellationToken stopping)
    {
        await using (await Use.StopAllAsync(stopping))
        {
            tell($"BROWSER: renewing it and its driver ({why}); the login is carried over");
            foreach (Func<Task> keep in BeforeRestart)
            {
                await keep();
            }

            await EndAsync();
        }
    }

    /// <summary>Gives up a browser that answers no more, and its driver; the next caller of <see cref="GetAsync"/> starts both anew.</summary>
    public async Task AbandonAsync(IBrowser stuck)
    {
        await gate.WaitAsync();
        try
        {
            if (browser == stuck && driver is { } old)
            {
                tell("BROWSER: it does not answer; starting another");
                (browser, driver) = (null, null);
                _ = Task.Run(old.Dispose); // waits for the driver, which waits for the browser before it kills it
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        gate.Dispose();
    }

    private async Task EndAsync()
    {
        if (browser is not null)
        {
            await BoundedAsync(browser.CloseAsync());
        }

        browser = null;
        driver?.Dispose();
        driver = null;
    }

    private async Task<IBrowser> LaunchFirstAsync(CancellationToken stopping)
    {
        driver = await Playwright.CreateAsync();
        List<string> misses = [];
        if (await TryAllAsync(BrowserFinder.Candidates(options), misses) is { } found)
        {
            return found;
        }

        bool named = options.Path is not null || options.Channel is not null;
        if (!named && options.MayInstall
            && await new BrowserInstaller(tell, time).InstallAsync(options.Headless, stopping)
            && await TryAllAsync(BrowserFinder.Candidates(options), misses) is { } installed)
        {
            return installed;
        }

        throw new RunStopException(StopReason.MachineLacks, named
            ? $"the browser named by {misses[0]}; correct or remove that setting"
            : "no browser could be started or installed; install Chrome, Edge or Chromium, or set BROWSER_PATH to one"
                + (misses.FirstOrDefault(miss => !miss.EndsWith("is not there", StringComparison.Ordinal)) is { } broken ? $" ({broken})" : ""));
    }

    private async Task<IBrowser?> TryAllAsync(IEnumerable<BrowserCandidate> candidates, List<string> misses)
    {
        foreach (BrowserCandidate candidate in candidates)
        {
            try
            {
                IBrowser started = await LaunchAsync(candidate);
                chosen = candidate;
                tell($"BROWSER: {candidate.Description} {started.Version}{(options.Headless ? ", headless" : "")}");
                return started;
            }
            catch (PlaywrightException exception)
            {
                misses.Add(Miss(candidate, exception));
            }
        }

        return null;
    }

    private async Task<IBrowser> RelaunchAsync(BrowserCandidate candidate)
    {
        if (driver is null)
        {
            driver = await Playwright.CreateAsync();
            return await LaunchAsync(candidate);
        }

        tell("BROWSER: it is gone; starting it again");
        try
        {
            return await LaunchAsync(candidate);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            // The driver died, and took the browser along.
            driver.Dispose();
            driver = await Playwright.CreateAsync();
            return await LaunchAsync(candidate);
        }
    }

    private Task<IBrowser> LaunchAsync(BrowserCandidate candidate) => driver!.Chromium.LaunchAsync(new()
    {
        ExecutablePath = candidate.Path,
        Channel = candidate.Channel,
        Headless = options.Headless,
        // Chromium refuses to run sandboxed as root; everyone else keeps the sandbox.
        ChromiumSandbox = !(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess),
        // A stop is ours to carry out: the browser must outlive the signal until everything is saved.
        HandleSIGINT = false,
        HandleSIGTERM = false,
        HandleSIGHUP = false,
        Args = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
    });

    private static string Miss(BrowserCandidate candidate, PlaywrightException exception)
    {
        string message = exception.Message.Split('\n')[0];
        bool absent = message.Contains("doesn't exist", StringComparison.Ordinal) || message.Contains("is not found", StringComparison.Ordinal);
        string what = candidate.Path is null || candidate.Description == candidate.Path ? candidate.Description : $"{candidate.Description}={candidate.Path}";
        return absent ? $"{what} is not there" : $"{what} does not start: {message}";
    }

    // Closing can hang for ever on current Chromium; the process tree ends with the driver then.
    private async Task BoundedAsync(Task closing)
    {
        try
        {
            await closing.WaitAsync(CloseLimit, time);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            tell($"BROWSER: did not close in order ({exception.Message.Split('\n')[0]})");
        }
    }
}
