using BrowserScraper.App.Commands;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Cli;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.Tests.Postgres;

/// <summary><c>add</c>, from a machine that does not work on the job.</summary>
public sealed class AddTests(PostgresServer server) : StoreScene(server)
{
    private const string Job = "video-subtitles";

    private static readonly JobTerms Terms = new(Job, "https://videos.example.com/") { SiteHost = "videos.example.com" };

    [Fact]
    public async Task Add_AJobThatNobodyHasRun_WaitsForTheNextRunWhicheverItsSite()
    {
        string told = await AddAsync("one", "two");

        await using IJobSession session = await Store().OpenAsync(Terms, Ending);
        ItemRecord[] known = await session.ItemsAsync().ToArrayAsync(Ending);
        Assert.StartsWith("ADDED: 2 items for video-subtitles; no run is at work; one that takes them in without reading the site's list: "
            + "run video-subtitles --known-only --store ", told);
        Assert.Equal(
            [(Id("one"), ItemPriority.High), (Id("two"), ItemPriority.High)], known.Select(each => (each.Item.Key, each.Item.Priority)));
        Assert.Equal($"watch?v={Id("one")}", known[0].Item.Address!.OriginalString);
        Assert.All(await session.QueueAsync([.. known.Select(each => each.Item)]), each => Assert.Equal(Addition.Queued, each.How));
    }

    [Fact]
    public async Task Add_ARunIsAtWork_IsWorkedOnInItAndItsEndWaits()
    {
        await using IJobSession session = await Store().OpenAsync(Terms, Ending);
        await session.AddAsync([new(Id("long"))]);
        JobClaim first = (await session.ClaimAsync(1, ClaimRules.None)).Claims[0];
        await session.CompleteAddingAsync();

        Assert.Equal(
            "ADDED: 1 item for video-subtitles; the run that is at work takes them in within two seconds", await AddAsync("more"));
        await session.CompleteAsync(first, new(ItemState.Done, default, OutcomeNames.Done));

        JobClaim more = Assert.Single((await session.ClaimAsync(1, ClaimRules.None)).Claims);
        Assert.Equal((Id("more"), false), (more.Item.Key, session.Completed.IsCompleted));
        await session.CompleteAsync(more, new(ItemState.Done, default, OutcomeNames.Done));
        await session.Completed.WaitAsync(Ending);
    }

    [Fact]
    public async Task Add_GivenUpKnownAndMoreThanTheRunMayHave_TellsWhatBecameOfEach()
    {
        await using IJobSession session = await Store().OpenAsync(Terms with { MaxItems = 2 }, Ending);
        await session.AddAsync([new(Id("failed")), new(Id("known"))]);
        JobClaim failed = (await session.ClaimAsync(1, ClaimRules.None)).Claims[0];
        await session.CompleteAsync(failed, new(ItemState.Failed, default, OutcomeNames.Failed));

        string told = await AddAsync("failed", "known", "later");

        Assert.Equal("ADDED: 1 item for video-subtitles, 1 was known, 1 is for a further run; the run that is at work takes them in "
            + "within two seconds", told);
        Assert.Equal(ItemState.Waiting, (await session.FindAsync(Id("failed")))!.State);
        Assert.Equal(2, session.Count(ClaimRules.None).Ready);
    }

    [Fact]
    public async Task Add_AnAddressWithALogin_IsRefusedAndNothingIsAdded()
    {
        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(
            () => AddAsync("one", "https://anna:secret@videos.example.com/watch?v=aB3dE5fG7hI"));

        Assert.StartsWith("add: an address with a user and a password is not kept in a database", refused.Message);
        Assert.Null(await Store().FindAsync(Job));
    }

    private static string Id(string name) => name.PadRight(11, '_');

    private async Task<string> AddAsync(params string[] ids)
    {
        await using StringWriter told = new();
        using ConsoleSet consoles = ConsoleSet.Of(told, told);
        RunRequest request = new(Job)
        {
            Settings = new Dictionary<string, string?>
            {
                ["STORE"] = Options.Connection, ["STORE_SCHEMA"] = Schema, ["DATA_DIR"] = DataDir, ["FILES_DIR"] = FilesDir,
            },
        };
        await using CommandLine line = Tool.Open();
        await AddCommand.AddAsync(
            consoles, new(request, line, Portals: null, Json: false), [.. ids.Select(id => new InputLine(Id(id), ItemPriority.High))]);
        return told.ToString().TrimEnd();
    }
}
