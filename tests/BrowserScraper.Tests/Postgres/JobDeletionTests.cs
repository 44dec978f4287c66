using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.Tests.Postgres;

public sealed class JobDeletionTests(PostgresServer server) : StoreScene(server)
{
    private static readonly JobTerms Terms = new("acme", "https://acme.example/");
    private static readonly JobTerms Below = new("acme/spring", "https://acme.example/");
    private static readonly JobTerms Other = new("umbrella", "https://umbrella.example/");

    [Fact]
    public async Task DeleteAsync_TwoMachinesWork_NothingOfItIsLeftAndOthersAreUnharmed()
    {
        PostgresJobStore store = Store();
        foreach (JobTerms each in new[] { Below, Other })
        {
            await using IJobSession session = await store.OpenAsync(each, Ending);
            await FillAsync(session);
        }

        await using IJobSession one = await store.OpenAsync(Terms, Ending);
        await using IJobSession two = await Store().OpenAsync(Terms, Ending);
        await FillAsync(one);
        await two.ClaimAsync(1, ClaimRules.None);
        long job = (long)(await RunAsync($"select id from {Schema}.jobs where name = 'acme'"))!;

        long? items = await Store().DeleteAsync("acme", Ending);

        Assert.Equal(4, items);
        Assert.Null(await store.FindAsync("acme"));
        Assert.Equal(0L, await RowsAsync(job));
        Assert.Equal(
            ["spring"], Directory.GetFileSystemEntries(Path.Combine(FilesDir, "acme")).Select(path => Path.GetFileName(path)!));
        foreach (JobTerms each in new[] { Below, Other })
        {
            IJobReader left = (await store.FindAsync(each.Job))!;
            Assert.Equal(4, await left.ItemsAsync().CountAsync(Ending));
            Assert.Equal(1, await left.RecordsAsync().CountAsync(Ending));
            Assert.True(File.Exists(Path.Combine(FilesDir, each.Job, "files", "a.txt")));
        }
    }

    [Fact]
    public async Task DeleteAsync_NoSuchJob_IsNull()
    {
        Assert.Null(await Store().DeleteAsync("nobody-s", Ending));
    }

    [Fact]
    public async Task DeleteAsync_ItWasCutInTheMiddle_NobodyJoinsAndTheNextOneGoesOn()
    {
        PostgresJobStore store = Store();
        await using (IJobSession session = await store.OpenAsync(Terms, Ending))
        {
            await FillAsync(session);
        }

        long job = (long)(await RunAsync($"select id from {Schema}.jobs where name = 'acme'"))!;
        using CancellationTokenSource cut = new();
        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.DeleteAsync("acme", cut.Token));

        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => store.OpenAsync(Terms, Ending));
        Assert.Contains("is being deleted", refused.Message, StringComparison.Ordinal);
        await store.DeleteAsync("acme", Ending);

        Assert.Equal(0L, await RowsAsync(job));
        Assert.False(Directory.Exists(Path.Combine(FilesDir, "acme")));
        await (await store.OpenAsync(Terms, Ending)).DisposeAsync();
    }

    /// <summary>Items in several states, a record, a file.</summary>
    private static async Task FillAsync(IJobSession session)
    {
        await session.AddAsync([new("one"), new("two"), new("three"), new("four")]);
        JobClaim claim = Assert.Single((await session.ClaimAsync(1, ClaimRules.None)).Claims);
        string name = await session.ReserveNameAsync(claim.Item.Key, "a.txt");
        string staged = Path.Combine(session.StagingFolder, "a");
        await File.WriteAllTextAsync(staged, "content", Ending);
        await session.CompleteAsync(claim, new(ItemState.Done, claim.Tally, OutcomeNames.Done)
        {
            Record = JsonSerializer.SerializeToElement(new { name = "one" }),
            Files = [new(name, 7, new string('a', 64))],
            Staged = new Dictionary<string, string> { [name] = staged },
        });
    }

    /// <summary>Rows of a job in all tables that have such a column.</summary>
    private async Task<long> RowsAsync(long job) => (long)(await RunAsync($"""
        select coalesce(sum((xpath('/row/n/text()', query_to_xml(
            format('select count(*) as n from {Schema}.%I where job = {job}', table_name), false, true, '')))[1]::text::bigint), 0)::bigint
        from information_schema.columns where table_schema = '{Schema}' and column_name = 'job'
        """))!;
}
