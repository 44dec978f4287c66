using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Stores.Files;
using BrowserScraper.Testing.Stores;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Tests.Postgres;

/// <summary>A job goes from its folder into the database and back, and is the same.</summary>
public sealed class JobTransferTests(PostgresServer server) : StoreScene(server)
{
    private const string Job = "acme/spring";

    /// <summary>TEST_ITEMS=100000 for the full size.</summary>
    private static readonly int Many =
        Environment.GetEnvironmentVariable("TEST_ITEMS") is { Length: > 0 } given ? int.Parse(given) : 3000;

    private static readonly JobTerms Terms = new(Job, "https://acme.example/") { SiteHost = "acme.example" };

    [Fact]
    public async Task ImportThenExport_AJobWithFiles_IsTheSameAndVerifies()
    {
        await MakeAsync(60, withFiles: true);
        PostgresJobStore store = Store();

        (int Items, int Files) imported = await store.ImportAsync(DataDir, Job, Ending);
        await AssertSameAsync(Files(DataDir), store);
        (int Items, int Files) exported = await store.ExportAsync(OtherDataDir, Job, Ending);

        await AssertSameAsync(Files(DataDir), Files(OtherDataDir));
        Assert.Equal((60, 20), imported);
        Assert.Equal(imported, exported);
        Assert.Equal(new(Items: 20, Files: 20, Bad: 0), await VerifiedAsync(OtherDataDir));
        Assert.Equal(ContentOf(DataDir, Job, "files"), ContentOf(OtherDataDir, Job, "files"));
        Assert.Equal(ContentOf(DataDir, Job, "files"), ContentOf(FilesDir, Job, "files"));
    }

    [Fact]
    public async Task ImportThenExport_ManyItems_EachIsTheSame()
    {
        await MakeAsync(Many, withFiles: false);
        PostgresJobStore store = Store();
        long begun = TimeProvider.System.GetTimestamp();
        await store.ImportAsync(DataDir, Job, Ending);
        TimeSpan import = TimeProvider.System.GetElapsedTime(begun);
        begun = TimeProvider.System.GetTimestamp();
        await store.ExportAsync(OtherDataDir, Job, Ending);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Many} items: import {import.TotalSeconds:0.0} s, export {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s");

        await AssertSameAsync(Files(DataDir), store);
        await AssertSameAsync(Files(DataDir), Files(OtherDataDir));
    }

    [Fact]
    public async Task ImportAsync_ThenARun_GoesOnWhereTheFolderStood()
    {
        await MakeAsync(60, withFiles: true);
        PostgresJobStore store = Store();
        await store.ImportAsync(DataDir, Job, Ending);

        await using IJobSession session = await store.OpenAsync(Terms, Ending);
        ItemRecord[] left = await session.ItemsAsync(ItemFilter.Unfinished).ToArrayAsync(Ending);
        await session.QueueAsync([.. left.Select(record => record.Item)]);
        JobClaim[] claims = [.. (await session.ClaimAsync(60, ClaimRules.None)).Claims];

        Assert.Equal(left.OrderByDescending(each => each.Item.Priority).Select(each => each.Item.Key),
            claims.Select(each => each.Item.Key));
        JobClaim inWork = claims.First(each => each.Item.Key == KeyOf(1));
        Assert.Equal((2, 1), (inWork.Tally.Attempts, inWork.Tally.Interruptions)); // it was in work when the folder's process died
        string taken = (await session.FindAsync(KeyOf(0)))!.Files[0].Path;
        Assert.Equal(taken, await session.ReserveNameAsync(KeyOf(0), taken));
        Assert.NotEqual(taken, await session.ReserveNameAsync(claims[0].Item.Key, taken.ToUpperInvariant()));

        // Files of the same bytes are known: two others have these.
        CompletionResult third = await session.CompleteAsync(claims[0], await DoneAsync(session, "third.pdf", "equal"));
        Assert.NotNull(third.Suspect);
    }

    [Fact]
    public async Task ImportAsync_TheStoreHasItOrNobodyHasIt_IsRefused()
    {
        await MakeAsync(3, withFiles: false);
        PostgresJobStore store = Store();
        await store.ImportAsync(DataDir, Job, Ending);

        RunStopException twice = await Assert.ThrowsAsync<RunStopException>(() => store.ImportAsync(DataDir, Job, Ending));
        RunStopException unknown = await Assert.ThrowsAsync<RunStopException>(() => store.ImportAsync(DataDir, "nobody-s", Ending));
        RunStopException there = await Assert.ThrowsAsync<RunStopException>(() => store.ExportAsync(DataDir, Job, Ending));

        Assert.Equal([StopReason.BadUsage, StopReason.BadUsage, StopReason.BadUsage], [twice.Reason, unknown.Reason, there.Reason]);
    }

    [Fact]
    public async Task ImportAndExport_SomebodyWorksOnTheJob_AreRefused()
    {
        PostgresJobStore store = Store();
        await using (await new FileJobStore(DataDir, TimeProvider.System).OpenAsync(Terms, Ending))
        {
            await Assert.ThrowsAsync<JobHeldException>(() => store.ImportAsync(DataDir, Job, Ending));
        }

        await using (await store.OpenAsync(Terms, Ending))
        {
            await Assert.ThrowsAsync<JobHeldException>(() => store.ExportAsync(OtherDataDir, Job, Ending));
        }

        Assert.Empty(Directory.Exists(OtherDataDir) ? Directory.GetDirectories(OtherDataDir) : []);
    }

    [Fact]
    public async Task ImportAsync_AFileHasChanged_NothingIsThereAndTheNextOneIsWhole()
    {
        await MakeAsync(60, withFiles: true);
        string file = Directory.GetFiles(Path.Combine(DataDir, Job, "files"), "*", SearchOption.AllDirectories)[7];
        byte[] before = await File.ReadAllBytesAsync(file, Ending);
        await File.WriteAllTextAsync(file, "another", Ending);
        PostgresJobStore store = Store();

        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => store.ImportAsync(DataDir, Job, Ending));
        Assert.Contains(Path.GetFileName(file), refused.Message, StringComparison.Ordinal);
        Assert.Null(await store.FindAsync(Job));

        await File.WriteAllBytesAsync(file, before, Ending);
        await store.ImportAsync(DataDir, Job, Ending);
        await AssertSameAsync(Files(DataDir), store);
        Assert.Equal(ContentOf(DataDir, Job, "files"), ContentOf(FilesDir, Job, "files"));
    }

    [Fact]
    public async Task ExportAsync_AFileIsGone_NothingIsThereAndNothingIsLeft()
    {
        await MakeAsync(60, withFiles: true);
        PostgresJobStore store = Store();
        await store.ImportAsync(DataDir, Job, Ending);
        File.Delete(Directory.GetFiles(Path.Combine(FilesDir, Job, "files"), "*", SearchOption.AllDirectories)[7]);

        await Assert.ThrowsAsync<RunStopException>(() => store.ExportAsync(OtherDataDir, Job, Ending));

        Assert.Null(await Files(OtherDataDir).FindAsync(Job));
        Assert.DoesNotContain(
            ContentOf(OtherDataDir), each => each.Size > 0 && !each.Path.EndsWith(".gitignore", StringComparison.Ordinal));
    }

    private static FileJobStore Files(string data) => new(data, TimeProvider.System);

    private static string KeyOf(int number) => $"item-{number:d6}";

    /// <summary>Items in each state, with all that an item can have; what the folder's process had in work when it died, too.</summary>
    private async Task MakeAsync(int count, bool withFiles)
    {
        await using NewFileJob job = await NewFileJob.BeginAsync(DataDir, Job, Terms.Site, TimeProvider.System);
        Task written = Task.CompletedTask;
        for (int number = 0; number < count; number++)
        {
            ItemRecord record = RecordOf(number);
            if (record.State == ItemState.Done)
            {
                written = job.AddRecordAsync(record.Item.Key, JsonSerializer.SerializeToElement(new Dictionary<string, object?>
                {
                    ["zulu"] = number, ["name"] = $"Vehicle \"{number}\" für Müller \\u0041 \u2028", ["price"] = 1.50m,
                    ["rows"] = new[] { new { b = 1, a = "x" } }, ["none"] = null,
                }));
                record = withFiles ? record with { Files = [await FileAsync(job.FilesFolder, number)] } : record;
            }

            job.Add(record);
        }

        await written;
        await job.PublishAsync();
    }

    private static ItemRecord RecordOf(int number)
    {
        WorkItem item = new(KeyOf(number), (number % 4) switch
        {
            0 => new Uri($"https://acme.example/vehicle/{number}?q=a%20b#c"),
            1 => new Uri($"/vehicle/{number}", UriKind.Relative),
            2 => new Uri($"below://shop/vehicle/{number}"),
            _ => null,
        })
        {
            Title = number % 5 == 0 ? $"Vehicle {number}, blue\tor \"grün\"" : null,
            Group = number % 7 == 0 ? $"group {number % 3}" : null,
            Priority = (ItemPriority)((number % 3) - 1),
            Data = number % 6 == 0 ? new Dictionary<string, string> { ["z"] = "1", ["longer"] = "2", ["a"] = $"{number}" } : null,
        };
        DateTimeOffset updated = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMicroseconds(number);
        return (number % 6) switch
        {
            0 or 3 => new(item) { State = ItemState.Done, Attempts = 1, Outcome = OutcomeNames.Done, Updated = updated },
            1 => new(item) { State = ItemState.Working, Attempts = 2, Updated = updated },
            2 => new(item) { State = ItemState.Waiting, Attempts = 1, Interruptions = 2, Outcome = "TimedOut", Error = "after 00:03:00",
                Updated = updated },
            4 => new(item)
                { State = ItemState.Failed, Attempts = 3, Outcome = "SiteChanged", Error = "no price | \\ ü", Updated = updated },
            _ => new(item) { State = ItemState.Skipped, Outcome = OutcomeNames.Skipped, Error = "withdrawn", Updated = updated },
        };
    }

    // The first two have the same bytes.
    private static async Task<SavedFile> FileAsync(string folder, int number)
    {
        string path = number % 2 == 0 ? $"Sticker {number}.txt" : $"folder {number % 4}/über {number}.txt";
        byte[] content = Encoding.UTF8.GetBytes(number <= 3 ? "equal" : $"content of {number}");
        string full = Path.Combine([folder, .. path.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        await File.WriteAllBytesAsync(full, content, Ending);
        return new(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)))
            { Kind = FileKind.Any, Lane = number % 4 == 0 ? "http" : null };
    }

    private static async Task<ItemCompletion> DoneAsync(IJobSession session, string path, string content)
    {
        string staged = Path.Combine(session.StagingFolder, Guid.NewGuid().ToString("n"));
        await File.WriteAllTextAsync(staged, content, Ending);
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        return new(ItemState.Done, default, OutcomeNames.Done)
        {
            Files = [new(path, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)))],
            Staged = new Dictionary<string, string> { [path] = staged },
        };
    }

    private static async Task<VerifyResult> VerifiedAsync(string data) =>
        await new FileJobStore(data, TimeProvider.System).VerifyAsync(Job, Terms.Site, _ => { }, Ending);

    private static async Task AssertSameAsync(FileJobStore one, IJobStore other)
    {
        IJobReader first = (await one.FindAsync(Job))!;
        IJobReader second = (await other.FindAsync(Job))!;
        Assert.Equal(first.Site, second.Site);
        Assert.Equal(
            await first.ItemsAsync().Select(Told).ToArrayAsync(Ending), await second.ItemsAsync().Select(Told).ToArrayAsync(Ending));
        Assert.Equal(
            await first.RecordsAsync().Select(Told).ToArrayAsync(Ending), await second.RecordsAsync().Select(Told).ToArrayAsync(Ending));
    }

    private static string Told(ItemRecord record) => JsonSerializer.Serialize(record);

    private static string Told(KeyValuePair<string, JsonElement> record) => $"{record.Key} {JsonSerializer.Serialize(record.Value)}";

    private static (string Path, long Size, string Sha256)[] ContentOf(params string[] folder)
    {
        string root = Path.Combine(folder);
        return Directory.Exists(root)
            ? [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => (
                Path.GetRelativePath(root, file), new FileInfo(file).Length,
                Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))))]
            : [];
    }
}
