namespace BrowserScraper.Browsers;

/// <summary>Lists the browsers to try, best first. Whether one is really there shows when it is started.</summary>
internal static class BrowserFinder
{
    private static readonly string[] Names =
        ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

    private static readonly string[] Channels = ["chrome", "msedge", "chromium"];

    public static IEnumerable<BrowserCandidate> Candidates(BrowserOptions options)
    {
        if (options.Path is not null)
        {
            return [new($"BROWSER_PATH={options.Path}", Path: options.Path)];
        }

        if (options.Channel is not null)
        {
            return [new($"BROWSER_CHANNEL {options.Channel}", Channel: options.Channel)];
        }

        return
        [
            new("Playwright's own Chromium"),
            .. Installed(options.Headless),
            .. Channels.Select(channel => new BrowserCandidate($"installed {channel}", Channel: channel)),
        ];
    }

    /// <summary>Executables on PATH; the headless shell is the lightest, and cannot show a window.</summary>
    public static IEnumerable<BrowserCandidate> Installed(bool headless)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return from name in Names
               where headless || name != "chromium-headless-shell"
               from folder in folders
               let path = Path.Combine(folder, name)
               where File.Exists(path)
               select new BrowserCandidate(path, Path: path);
    }
}
