using System.Security.Cryptography;
using System.Text.Json;
using BrowserScraper.DemoSites.Media;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>One search inside the test process, with what it has left.</summary>
internal sealed class MediaRun
{
    public const string Query = "nature landscape";

    private MediaRun(RunReport report, EventLog events, CapturingLog log, string root) =>
        (Report, Events, Log, Root) = (report, events, log, root);

    public RunReport Report { get; }

    public EventLog Events { get; }

    public CapturingLog Log { get; }

    /// <summary>The job's folder.</summary>
    public string Root { get; }

    /// <summary>The SHA-256 of every file, by its name below <c>files</c>.</summary>
    public IReadOnlyDictionary<string, string> Files
    {
        get
        {
            string files = Path.Combine(Root, "files");
            return Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories).ToDictionary(
                path => Path.GetRelativePath(files, path)
                    .Replace('\\', '/'), path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        }
    }

    public IReadOnlyList<JsonElement> Records =>
        [.. File.ReadLines(Path.Combine(Root, "records.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <param name="portal">The portal.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="options">The script's own, as <c>NAME=VALUE</c>.</param>
    /// <param name="settings">The others.</param>
    public static async Task<MediaRun> OfAsync(MediaPortal portal, string data, string[] options, params string[] settings)
    {
        Dictionary<string, string> values = options.Append($"{MediaSearch.Query}={Query}").Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        SiteSettings site = new(portal.Address, "", "", values);
        JobPlan plan = new(
            JobName.Of("media-search", Query), $"run-{Guid.NewGuid():n}", new MediaSearch(site), site, "the test's portal",
            "MEDIA_SEARCH_URL", Settings.Of(data, settings))
        {
            Request = Query,
        };
        EventLog events = new();
        CapturingLog log = new();
        using RunControl control = new(TimeProvider.System);
        RunReport report = await new JobRunner(plan, control, log, TimeProvider.System).RunAsync(events);
        return new(report, events, log, Path.Combine(data, "media-search", "nature-landscape"));
    }

    public SourceResult Source(string name) => Report.Sources.Single(source => source.Source == name);

    /// <summary>All that the sources have is there, under the sources' names, and nothing else; what two have is there once.</summary>
    public void AssertHolds(MediaPortal portal, params IEnumerable<string> sources)
    {
        string[] names = [.. sources];
        Assert.Equal(
            names.SelectMany(source => portal.ResultsOf(source, Query)).Select(result => result.Sha256).Distinct()
                .Order(StringComparer.Ordinal),
            Files.Values.Order(StringComparer.Ordinal));
        Assert.All(Files.Keys, file => Assert.Contains(file.Split('/')[0], names));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Root, "staging"), "*", SearchOption.AllDirectories));
    }
}
