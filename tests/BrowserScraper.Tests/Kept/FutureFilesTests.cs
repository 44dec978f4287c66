using System.Text.Json;
using System.Text.Json.Nodes;
using BrowserScraper.Checkpoints;
using BrowserScraper.Health;
using BrowserScraper.Items;
using BrowserScraper.Lists;
using BrowserScraper.Progress;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Server;

namespace BrowserScraper.Tests.Kept;

/// <summary>
/// Files that a later program has written, of the same format with further members: they are read, and written back with them.
/// </summary>
public sealed class FutureFilesTests : IDisposable
{
    private const string Job = "dealer-inventory";

    private readonly TemporaryFolder folder = new();
    private readonly List<string> told = [];

    public FutureFilesTests() => KeptFolder.CopyTo(Data);

    private string Data => folder["data"];

    private string Jobs => Path.Combine(Data, "service", "jobs.json");

    private string Settings => Path.Combine(Data, "service", "settings.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task JobsAndSettings_AreReadAndWrittenBackWithWhatIsNotKnown()
    {
        Change(Jobs, file =>
        {
            file["shared_with"] = new JsonObject { ["teams"] = new JsonArray("a", "b") };
            JsonObject first = file["jobs"]![0]!.AsObject();
            first["color"] = "green";
            first["wanted"] = "at_night";
            first["order"]!["priority"] = 7;
            first["last"]!["state"] = "postponed";
            first["last"]!["cost"] = 1.5;
        });
        Change(Settings, file => file["night_from"] = "22:00");

        await using (Service service = await Service.StartAsync(folder))
        {
            (await service.PostAsync("jobs", """{"script":"book-library"}""")).EnsureSuccessStatusCode(); // writes the list
            (await service.SendAsync(HttpMethod.Put, "settings", """{"max_workers":4}""")).EnsureSuccessStatusCode();
        }

        JsonNode jobs = Read(Jobs);
        Assert.Equal(
            ["media-search/green-tea", Job, "book-library"], jobs["jobs"]!.AsArray().Select(job => job!["job"]!.GetValue<string>()));
        Assert.Equal("""{"teams":["a","b"]}""", jobs["shared_with"]!.ToJsonString());
        JsonNode kept = jobs["jobs"]![0]!;
        Assert.Equal(
            "green at_night 7 postponed 1.5",
            $"{kept["color"]} {kept["wanted"]} {kept["order"]!["priority"]} {kept["last"]!["state"]} {kept["last"]!["cost"]}");
        Assert.Equal("paused", $"{jobs["jobs"]![1]!["wanted"]}");
        Assert.Equal("22:00 4 1", $"{Read(Settings)["night_from"]} {Read(Settings)["max_workers"]} {Read(Settings)["format"]}");
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Jobs)!, "*damaged*"));
    }

    [Theory]
    [InlineData("jobs.json", "99")]
    [InlineData("jobs.json", "\"two\"")]
    [InlineData("settings.json", "2")]
    [InlineData("settings.json", "0")]
    public async Task Service_AnotherFormat_IsRefusedByNameAndNothingIsChanged(string name, string format)
    {
        string path = Path.Combine(Data, "service", name);
        Change(path, file => file["format"] = JsonNode.Parse(format));
        Dictionary<string, string> before = Everything();

        RunStopException stop = await Assert.ThrowsAsync<RunStopException>(() => Service.StartAsync(folder));

        Assert.Equal(
            (StopReason.MachineLacks,
                $"{path} has format {format}, this program knows 1; update BrowserScraper, or choose another folder; nothing was changed"),
            (stop.Reason, stop.Message));
        Assert.Equal(before, Everything());
    }

    [Theory]
    [InlineData("null", 1)]
    [InlineData("{}", 1)]
    [InlineData("""{"job":5,"order":{"script":"a"}}""", 1)]
    public async Task JobsFile_OneEntryIsNone_LosesNoOther(string entry, int lost)
    {
        Change(Jobs, file => file["jobs"]!.AsArray().Insert(0, JsonNode.Parse(entry)));
        string before = await File.ReadAllTextAsync(Jobs, TestContext.Current.CancellationToken);

        await using Service service = await Service.StartAsync(folder);

        // two of the list, and one that is only in the folder
        Assert.Equal(3, (await service.GetAsync("jobs")).GetProperty("jobs").GetArrayLength());
        string copy = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Jobs)!, "jobs.json.damaged-*"));
        Assert.Equal(before, await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken));
        Assert.Contains(
            $"{lost} of 3 jobs in {Jobs} cannot be read, and {(lost == 1 ? "is" : "are")} left out; the file as it was is {copy}",
            $"{await service.GetAsync("jobs/status")}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("null")]
    [InlineData("{\"jobs\":3}")]
    [InlineData("{half")]
    public async Task JobsFile_Damaged_IsCopiedToldAndBegunAnew(string content)
    {
        await File.WriteAllTextAsync(Jobs, content, TestContext.Current.CancellationToken);

        await using Service service = await Service.StartAsync(folder);

        string copy = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Jobs)!, "jobs.json.damaged-*"));
        Assert.Equal(content, await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken));
        Assert.Contains($"the damaged file is {copy}", $"{await service.GetAsync("jobs/status")}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checkpoint_ItemsAndHeader_AreWrittenBackWithWhatIsNotKnown()
    {
        FutureCheckpoint.Write(Path.Combine(folder["later"], "checkpoint.json"));

        await using (JsonCheckpoint checkpoint = await OpenAsync(folder["later"]))
        {
            Assert.Empty(checkpoint.Notices);
            ItemRecord a = checkpoint.Find("a")!;
            Assert.Equal((ItemState.Done, FileKind.Any, "x"), (a.State, a.Files[0].Kind, a.Item.Data!["known"]));
            await checkpoint.RecordAsync(a with { Attempts = 5 });
            await checkpoint.RecordAsync(new(new WorkItem("b")) { State = ItemState.Failed });
            checkpoint.Note(new(new WorkItem("c")));
        }

        await using (JsonCheckpoint again = await OpenAsync(folder["later"]))
        {
            Assert.Empty(again.Notices);
            Assert.Equal(
                (5, ItemState.Failed, ItemState.Waiting), (again.Find("a")!.Attempts, again.Find("b")!.State, again.Find("c")!.State));
        }

        JsonNode written = Read(Path.Combine(folder["later"], "checkpoint.json"));
        Assert.Equal("""{"by":"version 9"}""", written["header"]!["origin"]!.ToJsonString());
        JsonNode[] items = [.. written["items"]!.AsArray().Select(item => item!)];
        Assert.Equal("""{"score":[1,2]}""", items[0]["rating"]!.ToJsonString());
        Assert.Equal("""{"path":"a.avif","size":3,"sha256":"00","pages":2,"kind":"avif"}""", items[0]["files"]![0]!.ToJsonString());
        Assert.Equal("soon", $"{items[1]["due_by"]}");
    }

    [Fact]
    public async Task Checkpoint_AnotherFormat_IsRefusedByNameAndNothingIsChanged()
    {
        string path = Path.Combine(folder["later"], "checkpoint.json");
        FutureCheckpoint.Write(path, format: "\"2b\"");
        await File.WriteAllTextAsync(path + ".tmp", "half", TestContext.Current.CancellationToken);
        Dictionary<string, string> before = Everything();

        CheckpointException refused = await Assert.ThrowsAsync<CheckpointException>(() => OpenAsync(folder["later"]));

        Assert.Equal(
            $"{Job}: {path} has format \"2b\", this program knows 1; update BrowserScraper, or choose another folder; nothing was changed",
            refused.Message);
        Assert.Equal(before, Everything());
        JobSummary listed = Assert.Single(JobList.Read(folder.Root), job => job.Job == "later");
        Assert.Contains("has format \"2b\"", listed.Unreadable, StringComparison.Ordinal);
        Assert.Throws<CheckpointException>(() => JobList.ItemsOf(folder["later"]));
    }

    [Fact]
    public async Task Health_IsWrittenBackWithWhatIsNotKnown()
    {
        string path = Path.Combine(Data, "health", "media-search.json");
        Change(path, file =>
        {
            file["checked_by"] = "a later program";
            file["sources"]![1]!["owner"] = new JsonObject { ["team"] = 4 };
            file["sources"]!.AsArray().Add(new JsonObject { ["source"] = "zoo", ["trend"] = "up" });
        });

        await new HealthFile(Data, "media-search", ["api", "broken"], TimeProvider.System)
            .CountAsync([new() { Source = "broken", Failed = 1 }, new() { Source = "api", Done = 1, Files = 1 }], TimeSpan.FromMinutes(10),
                told.Add);

        JsonNode written = Read(path);
        Assert.Empty(told);
        Assert.Equal("a later program", $"{written["checked_by"]}");
        Assert.Equal("""{"team":4}""", written["sources"]![1]!["owner"]!.ToJsonString());
        Assert.Equal("2", $"{written["sources"]![1]!["failuresInARow"]}");
        Assert.Equal("up", $"{written["sources"]!.AsArray().Last()!["trend"]}");
    }

    [Fact]
    public void Lists_AreWrittenBackWithWhatIsNotKnown()
    {
        string path = Path.Combine(Data, "video-subtitles", "lists.json");
        Change(path, file =>
        {
            file["units"] = "items";
            file["lists"]![0]!["pages"] = 3;
        });
        ListSizes sizes = new(Path.GetDirectoryName(path)!, told.Add, TimeProvider.System);
        string request = Read(path)["lists"]![0]!["request"]!.GetValue<string>();

        sizes.Keep(request, 41);

        Assert.Empty(told);
        Assert.Equal("items 3 41", $"{Read(path)["units"]} {Read(path)["lists"]![0]!["pages"]} {Read(path)["lists"]![0]!["found"]}");
    }

    [Fact]
    public void Events_OfALaterProgram_AreReadAsFarAsTheyAreKnown()
    {
        string path = Path.Combine(Assert.Single(Directory.GetDirectories(Path.Combine(Data, Job, "runs"))), "events.jsonl");
        int known = RecordedEvents.Read(path).Count();
        File.AppendAllText(
            path, """{"at":"2026-11-28T17:10:43Z","event":"ItemDreamt","key":"a"}""" + "\n"
            + """{"at":"2026-11-28T17:10:44Z","event":"RunEnded","stopped":"TooTired","mood":1}""" + "\n");

        RunEvent[] read = [.. RecordedEvents.Read(path)];

        Assert.Equal(known + 1, read.Length);
        Assert.Equal(StopReason.Interrupted, Assert.IsType<RunEvent.RunEnded>(read[^1]).Stopped);
    }

    private static Task<JsonCheckpoint> OpenAsync(string job) => JsonCheckpoint.OpenAsync(job, Job, "the demo portal", TimeProvider.System);

    private static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    private static void Change(string path, Action<JsonNode> change)
    {
        JsonNode file = Read(path);
        change(file);
        File.WriteAllText(path, file.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    /// <summary>Every file with its content, but for locks, which come and go.</summary>
    private Dictionary<string, string> Everything() => Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).StartsWith("job.lock", StringComparison.Ordinal))
        .ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));
}
