using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using BrowserScraper.DemoSites.Locked;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>A run against a locked portal, and what it leaves.</summary>
internal sealed class LockedRun
{
    private LockedRun(RunReport report, EventLog events, CapturingLog log) => (Report, Events, Log) = (report, events, log);

    public RunReport Report { get; }

    public EventLog Events { get; }

    public CapturingLog Log { get; }

    /// <param name="script">The script.</param>
    /// <param name="site">The address of the settings, with or without a login in it.</param>
    /// <param name="login">That of the settings; null for what the address says.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="settings">As <c>NAME=VALUE</c>.</param>
    public static async Task<LockedRun> OfAsync(SiteScript script, Uri site, HttpLogin? login, string data, params string[] settings)
    {
        SiteSettings place = login is null ? new(site, "", "") : new(site, "", "") { Http = login };
        JobPlan plan = new(
            script.Name, $"run-{Guid.NewGuid():n}", script, place, "the test's portal", "LOCKED_URL", Settings.Of(data, settings));
        (EventLog events, CapturingLog log) = (new(), new());
        using RunControl control = new(TimeProvider.System);
        return new(await new JobRunner(plan, control, log, TimeProvider.System).RunAsync([events]), events, log);
    }

    /// <summary>An address with the portal's user and a password in it.</summary>
    public static Uri WithLogin(Uri address, LockedPortal portal, string? password = null) =>
        new($"{address.Scheme}://{Uri.EscapeDataString(portal.Username)}:{Uri.EscapeDataString(password ?? portal.Password)}@"
            + $"{address.Authority}{address.PathAndQuery}");

    /// <summary>All items are done, each with its own file, and none more.</summary>
    public void AssertHolds(string data, int items)
    {
        string text = string.Join('\n', Log.Lines);
        Assert.True((null, items, 0) == (Report.Stopped, Report.Done, Report.Failed), text);
        string[] files = Directory.GetFiles(Path.Combine(data, "locked", "files"));
        Assert.Equal(items, files.Length);
        Assert.All(files,
            file => Assert.Equal(LockedPortal.TextOf(int.Parse(Path.GetFileNameWithoutExtension(file))), File.ReadAllText(file)));
    }

    /// <summary>The spellings in which a password may stand somewhere.</summary>
    public static IReadOnlyList<string> Spellings(string user, string password) =>
    [
        password, Uri.EscapeDataString(password), Uri.EscapeDataString(password)
            .ToLowerInvariant(), WebUtility.UrlEncode(password), WebUtility.HtmlEncode(password),
        JavaScriptEncoder.Default.Encode(password), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(password),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")),
        JavaScriptEncoder.Default.Encode(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))),
    ];

    /// <summary>No file below a folder, archives unpacked, and none of the texts has one of these in it.</summary>
    public static void AssertNowhere(IReadOnlyList<string> secrets, string folder, params string[] texts)
    {
        (string Where, string Text)[] all =
            [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .SelectMany(Read), .. texts.Select(text => ("what was said", text))];
        Assert.NotEmpty(all);
        Assert.Equal(
            [], [.. from each in all from secret in secrets where each.Text.Contains(
                secret, StringComparison.Ordinal) select $"{each.Where}: {secret}"]);
    }

    private static IEnumerable<(string Where, string Text)> Read(string path)
    {
        yield return (path, File.ReadAllText(path, Encoding.Latin1));
        if (Path.GetExtension(path) == ".zip")
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                using StreamReader reader = new(entry.Open(), Encoding.Latin1);
                yield return ($"{path}/{entry.FullName}", reader.ReadToEnd());
            }
        }
    }
}
