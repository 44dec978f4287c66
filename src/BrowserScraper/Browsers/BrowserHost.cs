using System.Collections.Concurrent;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// Keeps one browser running: finds it, starts it, and starts it anew when it is gone, and the driver with it where the
/// driver is what died. Members may be called concurrently.
/// </summary>
internal sealed class BrowserHost(BrowserOptions options, Action<string> tell, Action<Recovery> recovered, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LaunchLimit = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim gate = new(1, 1);
    private IPlaywright? driver;
    private RunningBrowser? running;
    private RunningBrowser? killed;
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
            if (running is not { Browser.IsConnected: true })
            {
                IBrowser started = chosen is null ? await LaunchFirstAsync(stopping) : await RelaunchAsync(chosen);
                killed?.Dispose();
                running?.Dispose();
                killed = null;
                running = await RunningBrowser.OfAsync(started, time);
            }

            return running.Browser;
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
            await KeepAsync();
            await EndAsync();
        }
    }

    /// <summary>The same for the browser's contexts alone, which takes away whatever hangs in them; the browser follows where they do not close.</summary>
    public async Task RenewContextsAsync(string why, CancellationToken stopping)
    {
        await using (await Use.StopAllAsync(stopping))
        {
            long started = time.GetTimestamp();
            await KeepAsync();
            Task closing = Task.WhenAll(running?.Browser.Contexts.Select(context => context.CloseAsync()) ?? []);
            bool areClosed = await closing.EndsWithinAsync(CloseLimit, time);
            recovered(new("gave the browser context up for a new one", why, areClosed, time.GetElapsedTime(started)));
            if (!areClosed)
            {
                await EndAsync();
            }
        }
    }

    /// <summary>Ends the browser at once where it answers to nothing any more, whoever uses it; the next caller of <see cref="GetAsync"/> starts another.</summary>
    /// <param name="suspect">The browser that something hangs in; if it is another by now, nothing is done.</param>
    /// <param name="why">What hangs.</param>
    /// <param name="stopping">Gives up.</param>
    /// <returns>True where it answers and goes on.</returns>
    public async Task<bool> KillUnlessAnsweringAsync(IBrowser? suspect, string why, CancellationToken stopping)
    {
        await gate.WaitAsync(stopping);
        try
        {
            long started = time.GetTimestamp();
            if (running is not { } frozen || frozen.Browser != suspect)
            {
                return false; // somebody else has noticed
            }

            if (await frozen.AnswersAsync(time))
            {
                return true;
            }

            frozen.Kill();
            (killed, running) = (frozen, null);
            recovered(new("killed the browser, which answered nothing", why, Worked: true, time.GetElapsedTime(started)));
            return false;
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

    private async Task KeepAsync()
    {
        foreach (Func<Task> keep in BeforeRestart)
        {
            await keep();
        }
    }

    private async Task EndAsync()
    {
        if (running is { } ending)
        {
            long started = time.GetTimestamp();
            if (!await ending.Browser.CloseAsync().EndsWithinAsync(CloseLimit, time))
            {
                ending.Kill();
                recovered(new("killed the browser", "it did not close", Worked: true, time.GetElapsedTime(started)));
            }

        }

        await EndDriverAsync();
        running?.Dispose();
        running = null;
    }

    private async Task EndDriverAsync()
    {
        // Disposing waits for the driver's process; one that hangs has to be killed meanwhile.
        if (driver is { } ending && !await Task.Run(ending.Dispose).EndsWithinAsync(CloseLimit, time))
        {
            (running ?? killed)?.KillDriver();
        }

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
        long started = time.GetTimestamp();
        if (await DriverAnswersAsync(driver))
        {
            Task<IBrowser> launching = LaunchAsync(candidate);
            bool worked = await launching.EndsWithinAsync(LaunchLimit, time) && launching.IsCompletedSuccessfully;
            recovered(new("started the browser again", "it was gone", worked, time.GetElapsedTime(started)));
            if (worked)
            {
                return await launching;
            }
        }

        // The driver died and took the browser along, or hangs.
        started = time.GetTimestamp();
        await EndDriverAsync();
        driver = await Playwright.CreateAsync();
        IBrowser withDriver = await LaunchAsync(candidate);
        recovered(new("started driver and browser again", "the driver did not answer", Worked: true, time.GetElapsedTime(started)));
        return withDriver;
    }

    private async Task<bool> DriverAnswersAsync(IPlaywright asked)
    {
        Task<IAPIRequestContext> answer = asked.APIRequest.NewContextAsync(); // needs no browser
        if (!await answer.EndsWithinAsync(CloseLimit, time) || !answer.IsCompletedSuccessfully)
        {
            return false;
        }

        await (await answer).DisposeAsync();
        return true;
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
}
