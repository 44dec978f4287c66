using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Pacing;
using BrowserScraper.Session;
using BrowserScraper.Settings;

namespace BrowserScraper.Planning;

/// <summary>Looks whether everything a run needs is there, by doing what a run does first.</summary>
internal sealed class Preflight(TimeProvider time)
{
    /// <summary>In bytes. With less a run soon stops.</summary>
    private const long LittleRoom = 500L << 20;

    /// <summary>Starts a browser and closes it again, installing one where there is none.</summary>
    /// <exception cref="RunStopException">None can be had.</exception>
    public async Task EnsureBrowserAsync(RunSettings settings, Action<string> tell, CancellationToken stopping)
    {
        await using BrowserHost browsers = Host(settings, tell, mayInstall: true);
        await browsers.GetAsync(stopping);
    }

    public static PreflightCheck CheckData(RunSettings settings)
    {
        string path = Path.GetFullPath(settings.DataDirectory);
        try
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "probe");
            File.Delete(probe);
            DiskRoom room = new(path, settings.DiskReserve);
            string space = $"{path} is writable, {room.Free / (double)(1L << 30):0.0} GB free";
            return room.Left >= LittleRoom
                ? new("data folder", true, space)
                : new("data folder", false,
                    $"{space}, of which {DiskRoom.Megabytes(room.Reserve)} are to stay free (DISK_RESERVE_MB); make room, lower that, or "
                        + "set DATA_DIR to another disk");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new("data folder", false, DiskTrouble.Stop(exception, path).Message);
        }
    }

    /// <summary>Browser, site and sign-in, in this order; ends at the first that fails.</summary>
    public async IAsyncEnumerable<PreflightCheck> CheckSiteAsync(
        JobPlan plan, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        List<string> told = [];
        await using BrowserHost browsers = Host(plan.Settings, told.Add, mayInstall: false, plan.Logins);
        PreflightCheck browser = await CheckAsync("browser", async () =>
        {
            await browsers.GetAsync(stopping);
            return told[^1].Replace("BROWSER: ", "", StringComparison.Ordinal);
        }, "; run install-browser");
        yield return browser;
        if (!browser.IsFine)
        {
            yield break;
        }

        PreflightCheck site = await CheckAsync("site answers", () => AskAsync(plan, stopping));
        yield return site;
        if (!site.IsFine)
        {
            yield break;
        }

        // who asks once waits for nobody
        using HostWatch hosts = new(TimeSpan.Zero, (_, _) => Task.FromResult<string?>(null), _ => { }, time);
        await using BrowserSession session = new(
            browsers, plan.SignInAs(plan.Accounts[0], plan.Rules(_ => { }, hosts, time)),
            new() { RequestTimeout = plan.Settings.RequestTimeout, SignInTries = 1 }, _ => { }, time);
        yield return await CheckAsync("sign-in", async () =>
        {
            await session.RenewAsync(seen: 0, why: null, stopping);
            return $"signed in as '{plan.Accounts[0].Username}'";
        });
    }

    private static async Task<PreflightCheck> CheckAsync(string name, Func<Task<string>> look, string advice = "")
    {
        try
        {
            return new(name, true, await look());
        }
        catch (RunStopException stop)
        {
            return new(name, false, stop.Message + advice);
        }
    }

    private static async Task<string> AskAsync(JobPlan plan, CancellationToken stopping)
    {
        Uri home = plan.Logins.Taken(plan.Script.Home);
        using HttpClient client = new() { Timeout = plan.Settings.RequestTimeout };
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(home, HttpCompletionOption.ResponseHeadersRead, stopping);
            return $"{home} answers {(int)answer.StatusCode}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            throw new RunStopException(
                StopReason.SiteUnavailable, $"{home} does not answer ({exception.Message}); check the network, and {plan.UrlSetting}",
                exception);
        }
    }

    private BrowserHost Host(RunSettings settings, Action<string> tell, bool mayInstall, HttpLogins? logins = null) => new(
        new() { Path = settings.BrowserPath, Channel = settings.BrowserChannel, Headless = settings.Headless, MayInstall = mayInstall },
        tell, _ => { }, (_, _) => { }, time) { Logins = logins ?? HttpLogins.None };
}
