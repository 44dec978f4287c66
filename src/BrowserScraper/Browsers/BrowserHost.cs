using System.Collections.Concurrent;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// Keeps one browser running: finds it, starts it, and starts it anew when it is gone, and the driver with it where the
/// driver is what died. Members may be called concurrently.
/// </summary>
/// <param name="options">Which browser.</param>
/// <param name="tell">Told what it does.</param>
/// <param name="recovered">Told of each step to end what does not end by itself.</param>
/// <param name="failed">Told what handlers of the browser's events throw.</param>
/// <param name="time">The clock.</param>
/// <param name="ahead">A driver that is starting already, or null.</param>
internal sealed class BrowserHost(
    BrowserOptions options, Action<string> tell, Action<LadderStep> recovered, Action<string, Exception> failed, TimeProvider time,
    DriverStart? ahead = null) : IAsyncDisposable
{
    private const int MostFirstTries = 3;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LaunchLimit = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ClickHosts clickHosts = new();
    private readonly BrowserLauncher launcher = new(options, tell, time);
    private IPlaywright? driver;
    private volatile RunningBrowser? running;
    private RunningBrowser? killed;

    /// <summary>For servers that ask for user and password by HTTP itself. Default: none.</summary>
    public HttpLogins Logins { get; init; } = HttpLogins.None;

    /// <summary>Called before the browser is ended on purpose, while nobody uses it.</summary>
    public ConcurrentQueue<Func<Task>> BeforeRestart { get; } = [];

    /// <summary>Who uses the browser now; a restart waits for them.</summary>
    public SharedUse Use { get; } = new();

    /// <summary>The process that the running browser belongs to; null where it is not known.</summary>
    public int? DriverId => running?.DriverId;

    /// <summary>The running browser, started where there is none.</summary>
    /// <exception cref="RunStopException">No browser can be had on this machine.</exception>
    public async Task<IBrowser> GetAsync(CancellationToken stopping)
    {
        await gate.WaitAsync(stopping);
        try
        {
            if (running is not { Browser.IsConnected: true })
            {
                IBrowser started = await (launcher.HasChosen ? RelaunchAsync() : LaunchFirstAsync(stopping));
                killed?.Dispose();
                running?.Dispose();
                killed = null;
                Guarded.Tell(started, failed);
                clickHosts.Keep(started);
                BrowserInterception.Install(started, Logins);
                running = new(started);
            }

            return running.Browser;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// Ends browser and driver when nobody uses them, and lets the next caller of <see cref="GetAsync"/> start both anew: what they have
    /// piled up in memory goes.
    /// </summary>
    public async Task RestartAsync(string why, CancellationToken stopping)
    {
        using (await Use.StopAllAsync(stopping))
        {
            tell($"BROWSER: renewing it and its driver ({why}); the login is carried over");
            await KeepAsync();
            await EndAsync();
        }
    }

    /// <summary>
    /// The same for the browser's contexts alone, which takes away whatever hangs in them; the browser follows where they do not close.
    /// </summary>
    public async Task RenewContextsAsync(string why, CancellationToken stopping)
    {
        using (await Use.StopAllAsync(stopping))
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

    /// <summary>
    /// Ends the browser at once where it answers to nothing any more, whoever uses it; the next caller of <see cref="GetAsync"/> starts
    /// another.
    /// </summary>
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
        if (driver is { } ending && !await Task.Run(() => Driver.End(ending)).EndsWithinAsync(CloseLimit, time))
        {
            (running ?? killed)?.KillDriver();
        }

        driver = null;
    }

    private async Task<IBrowser> LaunchFirstAsync(CancellationToken stopping)
    {
        for (int tries = 1; ; tries++)
        {
            if (driver is null) // else it is there from a try whose browser did not start
            {
                Task<IPlaywright> starting = ahead?.Take() ?? Driver.StartAsync();
                Driver.PrepareToRead();
                driver = await starting;
            }

            long started = time.GetTimestamp();
            IPlaywright asked = driver;
            bool isLast = tries == MostFirstTries;
            if (await launcher.StartFirstAsync(
                asked, () => isLast ? Task.FromResult(true) : DriverAnswersAsync(asked), stopping) is { } browser)
            {
                return browser;
            }

            recovered(new(
                "gave up the driver for a new one", "it died before it had started a browser", Worked: true, time.GetElapsedTime(started)));
            await EndDriverAsync();
        }
    }

    private async Task<IBrowser> RelaunchAsync()
    {
        if (driver is null)
        {
            driver = await Driver.StartAsync();
            return await launcher.StartAsync(driver);
        }

        tell("BROWSER: it is gone; starting it again");
        long started = time.GetTimestamp();
        if (await DriverAnswersAsync(driver))
        {
            Task<IBrowser> launching = launcher.StartAsync(driver);
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
        driver = await Driver.StartAsync();
        IBrowser withDriver = await launcher.StartAsync(driver);
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
}
