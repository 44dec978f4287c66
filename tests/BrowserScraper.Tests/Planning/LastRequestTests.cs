using BrowserScraper.Cli;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Sites;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Planning;

public sealed class LastRequestTests : IDisposable
{
    private static readonly SiteScriptEntry Entry = Tool.Scripts.Single(entry => entry.Name == "media-search");

    private readonly TemporaryFolder data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public void Fill_JobThatHasRun_GoesOnWithItsOptionsUnlessOthersAreGiven()
    {
        Write("media-search/nature", new() { ["QUERY"] = "nature", ["MAX_PER_SOURCE"] = "3", ["CONCURRENT_PAGES"] = "9" });

        Assert.Equal(
            new Dictionary<string, string?> { ["DATA_DIR"] = data.Root, ["QUERY"] = "nature", ["MAX_PER_SOURCE"] = "7" },
            Fill("media-search/nature", ("DATA_DIR", data.Root), ("MAX_PER_SOURCE", "7")));
    }

    [Fact]
    public void Fill_ScriptAlone_LeavesTheRequestAsItIs()
    {
        Write("media-search/nature", new() { ["QUERY"] = "nature" });

        Assert.Equal(["DATA_DIR"], Fill("media-search", ("DATA_DIR", data.Root)).Keys);
    }

    private void Write(string job, Dictionary<string, string> settings)
    {
        int place = RunNumbers.Begin(data[job], "the-run");
        string run = Path.Combine(data[job], "runs", "the-run");
        Directory.CreateDirectory(run);
        RunJson.Save(Path.Combine(run, RunFacts.FileName), new RunFacts(job, "the-run", "a test's site", default, 1, settings, place));
    }

    private static IReadOnlyDictionary<string, string?> Fill(string script, params (string Name, string Value)[] settings) =>
        LastRequest.Fill(
            Entry, new(script) { Settings = settings.ToDictionary(each => each.Name, string? (each) => each.Value) },
            new SettingSources(() => [], Tool.Scripts));
}
