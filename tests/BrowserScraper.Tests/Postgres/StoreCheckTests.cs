using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.Tests.Postgres;

public sealed class StoreCheckTests(PostgresServer server) : StoreScene(server)
{
    private static readonly JobTerms Terms = new("acme", "https://acme.example/");

    [Fact]
    public async Task CheckAsync_EverythingIsThere_IsFineAndTellsEach()
    {
        PostgresJobStore store = Store();
        await using IJobSession session = await store.OpenAsync(Terms, Ending);
        await session.AddAsync([new("one"), new("two")]);

        Dictionary<string, StoreFinding> found = await FoundAsync(store);

        Assert.Equal(
            ["database", "server", "encryption", "pooler", "rights", "schema", "clock", "connections", "size", "items", "dead rows",
                "long transactions", "machine", "FILES_DIR", "same folder", "renames"], found.Keys);
        Assert.DoesNotContain(found.Values, each => !each.IsFine && each.Name != "long transactions");
        Assert.Contains("1 job, 2 waiting", found["items"].Value, StringComparison.Ordinal);
        Assert.Equal("none", found["pooler"].Value);
        Assert.Contains($"{Environment.MachineName} (process {Environment.ProcessId}) at work on acme", found["machine"].Value,
            StringComparison.Ordinal);
        Assert.DoesNotContain("assword", string.Concat(found.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_NothingThereYet_MakesNoSchema()
    {
        Dictionary<string, StoreFinding> found = await FoundAsync(Store());

        Assert.All(found.Values, each => Assert.True(each.IsFine || each.Name == "long transactions", $"{each}"));
        Assert.False((bool)(await RunAsync($"select to_regnamespace('{Schema}') is not null"))!);
    }

    [Fact]
    public async Task CheckAsync_NoDatabaseThere_SaysSoAndLooksAtTheFolder()
    {
        Dictionary<string, StoreFinding> found = await FoundAsync(Store(Options with { Connection = "Host=127.0.0.1;Port=1;Username=u" }));

        Assert.Equal(["database", "FILES_DIR", "renames"], found.Keys);
        Assert.False(found["database"].IsFine);
    }

    [Fact]
    public async Task CheckAsync_AnotherFolder_IsNotTheSame()
    {
        await (await Store().OpenAsync(Terms, Ending)).DisposeAsync();
        PostgresJobStore elsewhere = Store(Options with { FilesFolder = OtherDataDir });

        StoreFinding folder = (await FoundAsync(elsewhere))["same folder"];
        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => elsewhere.OpenAsync(Terms, Ending));

        Assert.False(folder.IsFine);
        Assert.Equal(StopReason.MachineLacks, refused.Reason);
        Assert.Equal(folder.Value, refused.Message);
    }

    [Fact]
    public async Task CheckAsync_MayOnlyRead_SaysWhatToGrant()
    {
        await (await Store().OpenAsync(Terms, Ending)).DisposeAsync();
        string role = $"reader_{Guid.NewGuid():n}";
        await RunAsync($"create role {role} login; grant usage on schema {Schema} to {role}; "
            + $"grant select on all tables in schema {Schema} to {role}");
        string connection = new Npgsql.NpgsqlConnectionStringBuilder(Options.Connection) { Username = role }.ConnectionString;

        StoreFinding rights = (await FoundAsync(Store(Options with { Connection = connection })))["rights"];
        await RunAsync(rights.ToDo!.Replace("as its owner: ", "", StringComparison.Ordinal));
        StoreFinding granted = (await FoundAsync(Store(Options with { Connection = connection })))["rights"];
        await RunAsync($"drop owned by {role}; drop role {role}");

        Assert.Equal("may not change the schema, may not read and write", rights.Value);
        Assert.Equal(new("rights", "may not change the schema, may read and write"), granted);
    }

    [Fact]
    public async Task CheckAsync_ALaterSchema_AsksForANewerProgram()
    {
        await (await Store().OpenAsync(Terms, Ending)).DisposeAsync();
        await RunAsync($"update {Schema}.schema_version set version = version + 1");

        Assert.False((await FoundAsync(Store()))["schema"].IsFine);
    }

    [Fact]
    public async Task CheckAsync_StagingOnAnotherFileSystem_IsNotFine()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "needs a second file system");
        using TemporaryFolder elsewhere = new();
        Directory.CreateDirectory(Path.Combine(FilesDir, "acme", "files"));
        Directory.CreateSymbolicLink(Path.Combine(FilesDir, "acme", "staging"), elsewhere.Root);

        Assert.False((await FoundAsync(Store()))["renames"].IsFine);
    }

    private static async Task<Dictionary<string, StoreFinding>> FoundAsync(PostgresJobStore store) =>
        await store.CheckAsync().ToDictionaryAsync(each => each.Name, each => each, cancellationToken: Ending);
}
