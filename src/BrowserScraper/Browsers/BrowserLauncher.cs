using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>Starts a browser: the first time the first that can be started, after that the same.</summary>
internal sealed class BrowserLauncher(BrowserOptions options, Action<string> tell, TimeProvider time)
{
    /// <summary>Where Linux has a display, one of these says which.</summary>
    private static readonly string[] Displays = ["DISPLAY", "WAYLAND_DISPLAY"];

    private BrowserCandidate? chosen;

    /// <summary>Some browser has been started; the same one is taken from then on.</summary>
    public bool HasChosen => chosen is not null;

    /// <summary>Finds a browser and starts it, and installs one where there is none.</summary>
    /// <param name="driver">Starts it.</param>
    /// <param name="answers">Whether that is still there.</param>
    /// <param name="stopping">Gives up.</param>
    /// <returns>Null where the driver has gone meanwhile, which says nothing of browsers.</returns>
    /// <exception cref="RunStopException">No browser can be had on this machine.</exception>
    public async Task<IBrowser?> StartFirstAsync(IPlaywright driver, Func<Task<bool>> answers, CancellationToken stopping)
    {
        if (!options.Headless && OperatingSystem.IsLinux()
            && !Displays.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 }))
        {
            throw new RunStopException(
                StopReason.MachineLacks,
                $"HEADLESS=false shows a window, and there is no display ({string.Join(" or ", Displays)}); use HEADLESS=true, or start "
                    + "it with xvfb-run");
        }

        List<string> misses = [];
        if (await TryAllAsync(driver, misses) is { } found)
        {
            return found;
        }

        if (!await answers())
        {
            return null;
        }

        bool named = options.Path is not null || options.Channel is not null;
        if (!named && options.MayInstall
            && await new BrowserInstaller(tell, time).InstallAsync(options.Headless, stopping)
            && await TryAllAsync(driver, misses) is { } installed)
        {
            return installed;
        }

        throw new RunStopException(StopReason.MachineLacks, named
            ? $"the browser named by {misses[0]}; correct or remove that setting"
            : "no browser could be started or installed; install Chrome, Edge or Chromium, or set BROWSER_PATH to one"
                + (misses.FirstOrDefault(miss => !miss.EndsWith("is not there", StringComparison.Ordinal)) is { } broken
                    ? $" ({broken})" : ""));
    }

    /// <summary>Starts the chosen browser again.</summary>
    public Task<IBrowser> StartAsync(IPlaywright driver) => LaunchAsync(driver, chosen!);

    private async Task<IBrowser?> TryAllAsync(IPlaywright driver, List<string> misses)
    {
        foreach (BrowserCandidate candidate in BrowserFinder.Candidates(options))
        {
            try
            {
                IBrowser started = await LaunchAsync(driver, candidate);
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

    private Task<IBrowser> LaunchAsync(IPlaywright driver, BrowserCandidate candidate) => driver.Chromium.LaunchAsync(new()
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
        Args = [.. BrowserFlags.Arguments, .. options.ImagesOff
            ? new[] { BrowserFlags.ImagesOff(options.Headless) } : [], .. options.MoreArguments],
    });

    private static string Miss(BrowserCandidate candidate, PlaywrightException exception)
    {
        string message = exception.Message.Split('\n')[0];
        bool absent = message.Contains("doesn't exist", StringComparison.Ordinal)
            || message.Contains("is not found", StringComparison.Ordinal);
        return absent ? $"{candidate.Description} is not there" : $"{candidate.Description} does not start: {message}";
    }
}
