using BrowserScraper.App.Running;
using BrowserScraper.Cli;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.Tests.Postgres;

/// <summary>A job that is named by what it is about, on a machine that has never run it.</summary>
public sealed class SharedRequestTests(PostgresServer server) : StoreScene(server)
{
    [Fact]
    public async Task TargetOfAsync_JobOfOtherMachines_GoesOnWithItsOptions()
    {
        JobTerms terms = new("media-search/nature", "sources of its own")
        {
            Options = new Dictionary<string, string> { ["QUERY"] = "nature", ["MAX_PER_SOURCE"] = "3" },
        };
        await (await Store().OpenAsync(terms, Ending)).DisposeAsync();

        Assert.Equal("media-search/nature", (await TargetAsync("media-search/nature")).Job);
        RunStopException unknown = await Assert.ThrowsAsync<RunStopException>(() => TargetAsync("media-search/birds"));
        Assert.StartsWith("there is no job 'media-search/birds'", unknown.Message);
    }

    private async Task<JobTarget> TargetAsync(string job)
    {
        await using JobStores stores = new(SharedStores.Open);
        RunPlanner planner = new(Tool.Scripts, () => [], portals: null, TimeProvider.System, stores);
        return await planner.TargetOfAsync(new(job)
        {
            Settings = new Dictionary<string, string?>
            {
                ["STORE"] = Options.Connection, ["STORE_SCHEMA"] = Schema, ["DATA_DIR"] = DataDir, ["FILES_DIR"] = FilesDir,
            },
        });
    }
}
