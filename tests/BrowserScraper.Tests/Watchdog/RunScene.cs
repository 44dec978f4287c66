using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Progress;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Watchdog;

/// <summary>What a run has left in its folder when its process went away without a word.</summary>
internal sealed class RunScene : IDisposable
{
    public const string Id = "20251002-143000-abcd";

    private readonly TemporaryFolder data = new();

    public FakeTimeProvider Clock { get; } = new();

    public string Data => data.Root;

    public string Job { get; init; } = "media-search/nature";

    public IReadOnlyList<string> Sources { get; init; } = ["clips", "gallery"];

    public int ProcessId { get; set; } = 4711;

    public string JobFolder => Path.Combine(Data, Job);

    public string Folder => Path.Combine(JobFolder, "runs", Id);

    public void Dispose() => data.Dispose();

    /// <summary>The checkpoint, with one item still to do.</summary>
    public async Task<JobSummary> MakeJobAsync()
    {
        await using (JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(JobFolder, Job, "a test's site", Clock))
        {
            await checkpoint.RecordAsync(new(new WorkItem("a")) { State = ItemState.Working, Updated = Clock.GetUtcNow() });
        }

        return Assert.Single(JobList.Read(Data));
    }

    /// <summary>run.json, and the events up to now.</summary>
    public void Write(params IEnumerable<RunEvent> happened)
    {
        Directory.CreateDirectory(Folder);
        RunJson.Save(
            Path.Combine(Folder, RunFacts.FileName),
            new RunFacts(Job, Id, "a test's site", Clock.GetUtcNow(), ProcessId, new Dictionary<string, string>()));
        using EventsFile file = new(Path.Combine(Folder, EventsFile.Name));
        Events events = new(Clock, file);
        events.Tell(new RunEvent.RunStarted(Job, Id, "a test's site", 2, null, 0, 0, new Dictionary<string, string>())
            { Sources = Sources });
        foreach (RunEvent each in happened)
        {
            events.Tell(each);
        }
    }

    /// <summary>An item of each group in work.</summary>
    public static IEnumerable<RunEvent> InWork(params IEnumerable<string> groups) => groups.SelectMany((group, index) => new RunEvent[]
    {
        new RunEvent.GroupStarted(group),
        new RunEvent.ItemStarted(index + 1, $"item of {group}", "title", 1, TimeSpan.FromMinutes(3)),
    });
}
