using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Stores;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace BrowserScraper.Testing.Stores;

/// <summary>What every job store must do, wherever it keeps its jobs.</summary>
public abstract class JobStoreContract
{
    private const int Hang = 60_000; // a store that never answers fails here instead of holding up the build
    private const string Job = "the-job";

    /// <summary>Short, and long enough for a database to be asked in.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private static readonly JobTerms Plain = new(Job, "https://one.example/") { SiteHost = "one.example" };

    /// <summary>The clock that <see cref="Store"/> takes its time from.</summary>
    protected FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000));

    /// <summary>The test's own store, empty at first; the same one at each call, but after a cut.</summary>
    protected abstract IJobStore Store { get; }

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    /// <summary>Several may work on a job at the same time. Default: one.</summary>
    protected virtual bool HasRoomForMany => false;

    /// <summary>Cuts everything off at this moment, as a crash would; <see cref="Store"/> has then what is left. Sessions may go on, and
    /// change nothing there.</summary>
    protected abstract Task CutAsync();

    /// <summary>Lets time pass for the store.</summary>
    protected virtual Task AdvanceAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return Task.CompletedTask;
    }

    [Fact(Timeout = Hang)]
    public async Task OpenAsync_SomebodyHasTheJob_IsRefusedUntilThatEnds()
    {
        if (HasRoomForMany)
        {
            await JoinAsync();
            return;
        }

        await using (await OpenAsync())
        {
            await Assert.ThrowsAsync<JobHeldException>(() => OpenAsync());
        }

        await using IJobSession next = await OpenAsync();
        Assert.Equal(Plain.Site, next.Site);
    }

    [Fact(Timeout = Hang)]
    public async Task OpenAsync_JobOfAnotherSite_IsRefused()
    {
        await (await OpenAsync()).DisposeAsync();

        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(
            () => OpenAsync(Plain with { Site = "https://two.example/" }));

        Assert.Equal(StopReason.BadUsage, refused.Reason);
    }

    [Fact(Timeout = Hang)]
    public async Task FindAsync_NoSuchJob_IsNull()
    {
        Assert.Null(await Store.FindAsync("nobody-s"));
    }

    [Fact(Timeout = Hang)]
    public async Task FindAsync_AJobAtWork_TellsWhatItKnows()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "a", "b");
        await session.FlushAsync();

        IJobReader reader = (await Store.FindAsync(Job))!;

        Assert.Equal(["a", "b"], await reader.ItemsAsync().Select(record => record.Item.Key).ToArrayAsync(Ending));
        Assert.Equal(ItemState.Waiting, (await reader.FindAsync("b"))!.State);
        Assert.Null(await reader.FindAsync("nobody"));
    }

    [Fact(Timeout = Hang)]
    public async Task AddAsync_AllFields_AreThereAfterReopening()
    {
        WorkItem item = new("k\u00e9y", new Uri("https://one.example/a?b=c"))
        {
            Title = "A title", Group = "a group", Priority = ItemPriority.High, Data = new Dictionary<string, string> { ["x"] = "y" },
        };
        await using (IJobSession first = await OpenAsync())
        {
            await first.AddAsync([item]);
        }

        await using IJobSession again = await OpenAsync();
        WorkItem read = (await again.FindAsync(item.Key))!.Item;
        Assert.Equal(item with { Data = null }, read with { Data = null });
        Assert.Equal(item.Data, read.Data);
    }

    [Fact(Timeout = Hang)]
    public async Task AddAsync_KeyIsKnown_ChangesNothing()
    {
        await using IJobSession session = await OpenAsync();
        await session.AddAsync([new("a") { Title = "first" }]);

        AddedItem again = Assert.Single(await session.AddAsync([new("a") { Title = "second" }]));

        Assert.Equal((Addition.Known, "first"), (again.How, again.Known?.Item.Title));
        Assert.Equal(new QueueCounts(1, 0, 0) { Groups = 1 }, session.Count(ClaimRules.None));
    }

    [Fact(Timeout = Hang)]
    public async Task AddAsync_OneKeyFromManyAtOnce_IsQueuedOnce()
    {
        await using IJobSession session = await OpenAsync();
        int queued = 0;

        await Parallel.ForAsync(0, 50, Ending, async (_, _) =>
            Interlocked.Add(ref queued, (await session.AddAsync([new("a")]))[0].How == Addition.Queued ? 1 : 0));

        Assert.Equal((1, 1), (queued, session.Count(ClaimRules.None).Ready));
    }

    [Fact(Timeout = Hang)]
    public async Task AddAsync_ForLater_IsKnownAndNotQueued()
    {
        await using IJobSession session = await OpenAsync();

        Assert.Equal(Addition.Left, (await session.AddAsync([new("a")], isForLater: true))[0].How);
        Assert.Equal((ItemState.Waiting, 0), (await StateAsync(session, "a"), session.Count(ClaimRules.None).Ready));
        Assert.Equal(Addition.Queued, (await session.QueueAsync([new("a")]))[0].How);
    }

    [Fact(Timeout = Hang)]
    public async Task AddAsync_MoreThanTheRunMayWorkOn_QueuesAsManyAndKnowsAll()
    {
        await using IJobSession session = await OpenAsync(Plain with { MaxItems = 10 });

        await Parallel.ForAsync(0, 100, Ending, async (number, _) => await session.AddAsync([new($"item {number}")]));

        Assert.Equal((10, true, 10), (session.Count(ClaimRules.None).Ready, session.IsFull, session.Taken));
        Assert.Equal(100, await session.ItemsAsync().CountAsync(Ending));
    }

    [Fact(Timeout = Hang)]
    public async Task QueueAsync_SettledInThisRun_IsNotQueuedTwice()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "a");
        await session.CompleteAsync(await ClaimAsync(session), Failed);

        Assert.Equal(Addition.Known, (await session.QueueAsync([new("a")]))[0].How);
        Assert.Equal(0, session.Count(ClaimRules.None).Ready);
    }

    [Fact(Timeout = Hang)]
    public async Task QueueAsync_FailedInAnEarlierRun_StartsAfresh()
    {
        await using (IJobSession first = await OpenAsync())
        {
            await AddAsync(first, "a");
            await first.CompleteAsync(await ClaimAsync(first), Failed);
        }

        await using IJobSession again = await OpenAsync();
        await again.QueueAsync([new("a")]);
        Assert.Equal(default, (await ClaimAsync(again)).Tally);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_ManyAtOnce_EachItemGoesToOne()
    {
        await using IJobSession session = await OpenAsync();
        string[] keys = [.. Enumerable.Range(0, 300).Select(number => $"item-{number:000}")];
        await AddAsync(session, keys);
        await session.CompleteAddingAsync();

        List<string>[] taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            List<string> own = [];
            while (await session.ClaimAsync(3, ClaimRules.None) is { Claims: { Count: > 0 } claims })
            {
                foreach (JobClaim claim in claims)
                {
                    own.Add(claim.Item.Key);
                    await session.CompleteAsync(claim, Failed);
                }
            }

            return own;
        })));

        Assert.Equal(keys, taken.SelectMany(some => some).Order(StringComparer.Ordinal));
        await session.Completed;
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_Priorities_HighBeforeNormalBeforeLowAndElseInOrder()
    {
        await using IJobSession session = await OpenAsync();
        foreach ((string key, ItemPriority priority) in new[]
        {
            ("n1", ItemPriority.Normal), ("l1", ItemPriority.Low), ("h1", ItemPriority.High), ("n2", ItemPriority.Normal),
            ("h2", ItemPriority.High),
        })
        {
            await session.AddAsync([new(key, new Uri($"https://{key}.example/")) { Priority = priority, Group = key }]);
        }

        ClaimAnswer answer = await session.ClaimAsync(9, ClaimRules.None);

        Assert.Equal(["h1", "h2", "n1", "n2", "l1"], answer.Claims.Select(claim => claim.Item.Key));
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_GroupsThatHaveEnough_ArePassedOver()
    {
        await using IJobSession session = await OpenAsync();
        await AddInGroupsAsync(session, "a1", "a2", "b1", "c1");

        Assert.Equal("b1", (await ClaimAsync(session, ClaimRules.None with { ClosedGroups = new HashSet<string> { "a" } })).Item.Key);
        Assert.Equal("c1", (await ClaimAsync(session, ClaimRules.None with { OpenGroups = ["b", "c"] })).Item.Key);
        Assert.Empty((await session.ClaimAsync(1, ClaimRules.None with { OpenGroups = [] })).Claims);
        Assert.Equal("a1", (await ClaimAsync(session)).Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_HostsThatRestOrAreAway_ArePassedOverAndCountAsLater()
    {
        await using IJobSession session = await OpenAsync();
        await session.AddAsync(
            [new("one", new Uri("https://one.example/1")), new("port", new Uri("https://two.example:8443/2")), new("below", new Uri(
                "3", UriKind.Relative))]);
        ClaimRules resting = ClaimRules.None with { RestingHosts = new HashSet<string> { "one.example", "two.example" } };
        ClaimRules away = ClaimRules.None with { AwayHosts = new HashSet<string> { "one.example" } };

        Assert.Equal(new QueueCounts(0, 3, 0) { Groups = 1 }, session.Count(resting));
        Assert.Empty((await session.ClaimAsync(9, resting)).Claims);
        Assert.Equal(["port"], (await session.ClaimAsync(9, away)).Claims.Select(claim => claim.Item.Key));
        Assert.Equal(["one", "below"], (await session.ClaimAsync(9, ClaimRules.None)).Claims.Select(claim => claim.Item.Key));
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_WaitsForAHost_UntilThatIsThereOrLeft()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "a", "b");
        for (int number = 0; number < 2; number++)
        {
            await session.CompleteAsync(
                await ClaimAsync(session), Failed with { State = ItemState.Waiting, Delay = TimeSpan.Zero, WaitsFor = "files.example" });
        }

        HashSet<string> files = ["files.example"];
        Assert.Empty((await session.ClaimAsync(1, ClaimRules.None with { DoubtedHosts = files })).Claims);
        Assert.Equal("a", (await ClaimAsync(session)).Item.Key);
        ClaimAnswer left = await session.ClaimAsync(1, ClaimRules.None with { LeftHosts = files });
        Assert.Equal(["b"], left.Left.Select(item => item.Key));
        Assert.Equal((ItemState.Waiting, new QueueCounts(0, 0, 1) { Groups = 1 }), (await StateAsync(session, "b"),
            session.Count(ClaimRules.None)));
    }

    [Fact(Timeout = Hang)]
    public async Task EndGroupAsync_WhatIsNotInWork_IsLeftAndNothingMoreIsTakenIn()
    {
        await using IJobSession session = await OpenAsync();
        await AddInGroupsAsync(session, "a1", "a2", "a3", "b1");
        JobClaim working = await ClaimAsync(session);
        await session.CompleteAsync(
            await ClaimAsync(session), Failed with { State = ItemState.Waiting, Delay = TimeSpan.FromMinutes(5) });

        Assert.Equal(2, await session.EndGroupAsync("a"));

        Assert.Equal(Addition.Refused, (await session.AddAsync([new("a4") { Group = "a" }]))[0].How);
        Assert.Equal((1, 1), (session.Unsettled("a"), session.Unsettled("b")));
        await session.CompleteAsync(working, Failed with { State = ItemState.Waiting, Delay = TimeSpan.Zero });
        Assert.Equal(0, session.Unsettled("a"));
        Assert.Equal("b1", (await ClaimAsync(session)).Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task GiveBackAsync_AClaim_IsHandedOutAgainUntouchedAndTheOldOneIsWorthNothing()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "a");
        JobClaim old = await ClaimAsync(session);
        await session.GiveBackAsync(old);
        JobClaim next = await ClaimAsync(session);

        await session.GiveBackAsync(old);
        Assert.True((await session.CompleteAsync(old, Failed)).IsLost);

        Assert.True(next.Fence > old.Fence);
        Assert.Equal((old.Tally, ItemState.Working), (next.Tally, await StateAsync(session, "a")));
        Assert.False((await session.CompleteAsync(next, Failed)).IsLost);
        Assert.True((await session.CompleteAsync(next, Failed)).IsLost);
    }

    [Fact(Timeout = Hang)]
    public async Task CompleteAsync_TriedAgainLater_IsHandedOutWhenDueAndNotATickBefore()
    {
        TimeSpan pause = TimeSpan.FromSeconds(4);
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "a");
        await session.CompleteAsync(await ClaimAsync(session), Failed with
        {
            State = ItemState.Waiting, Tally = new(Attempts: 1), Delay = pause,
        });

        await AdvanceAsync(pause - Moment);
        ClaimAnswer early = await session.ClaimAsync(1, ClaimRules.None);
        Assert.Empty(early.Claims);
        Assert.InRange(early.NextDue!.Value, TimeSpan.Zero, Moment);

        await AdvanceAsync(Moment);
        Assert.Equal(new ItemTally(Attempts: 1), (await ClaimAsync(session)).Tally);
    }

    [Fact(Timeout = Hang)]
    public async Task CompleteAsync_ForTheNextRun_LeavesThisOne()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "a");
        await session.CompleteAddingAsync();

        await session.CompleteAsync(await ClaimAsync(session), Failed with { State = ItemState.Waiting });

        await session.Completed;
        Assert.Equal(Addition.Refused, (await session.AddAsync([new("b")]))[0].How);
    }

    [Fact(Timeout = Hang)]
    public async Task Completed_ItemInWorkAddsOne_WaitsForThatToo()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "parent");
        await session.CompleteAddingAsync();
        JobClaim parent = await ClaimAsync(session);
        await AddAsync(session, "child");
        await session.CompleteAsync(parent, Failed);
        Assert.False(session.Completed.IsCompleted);

        await session.CompleteAsync(await ClaimAsync(session), Failed);

        await session.Completed;
    }

    [Fact(Timeout = Hang)]
    public async Task CompleteAsync_WithFollowers_QueuesThemBeforeTheJobIsOver()
    {
        await using IJobSession session = await OpenAsync();
        await session.AddAsync([new("follower")], isForLater: true);
        await AddAsync(session, "a");
        await session.CompleteAddingAsync();

        CompletionResult result = await session.CompleteAsync(await ClaimAsync(session), Failed with { Followers = [new("follower")] });

        Assert.Equal(Addition.Queued, Assert.Single(result.Followers).How);
        Assert.False(session.Completed.IsCompleted);
        Assert.Equal("follower", (await ClaimAsync(session)).Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task CompleteAsync_Done_HasFileAndRecordAfterReopening()
    {
        await using (IJobSession session = await OpenAsync())
        {
            await AddAsync(session, "a");
            JobClaim claim = await ClaimAsync(session);
            CompletionResult result = await session.CompleteAsync(claim, await DoneAsync(session, claim, "text of a"));
            Assert.Equal("a.txt", Assert.Single(result.Files).Path);
        }

        await using IJobSession again = await OpenAsync();
        ItemRecord record = (await again.FindAsync("a"))!;
        Assert.Equal((ItemState.Done, "Done"), (record.State, record.Outcome));
        Assert.Equal("text of a", await File.ReadAllTextAsync(Path.Combine(again.FilesFolder, record.Files[0].Path), Ending));
        KeyValuePair<string, JsonElement> read = Assert.Single(await again.RecordsAsync().ToArrayAsync(Ending));
        Assert.Equal(("a", "text of a"), (read.Key, read.Value.GetProperty("text").GetString()));
    }

    [Fact(Timeout = Hang)]
    public async Task CompleteAsync_FetchedAgainInVain_KeepsWhatItHas()
    {
        await using (IJobSession first = await OpenAsync())
        {
            await AddAsync(first, "a");
            JobClaim claim = await ClaimAsync(first);
            await first.CompleteAsync(claim, await DoneAsync(first, claim, "text of a"));
        }

        await using IJobSession again = await OpenAsync(Plain with { Force = true });
        await again.QueueAsync([new("a")]);
        JobClaim forced = await ClaimAsync(again);
        Assert.Equal(ItemState.Done, await StateAsync(again, "a"));
        await again.CompleteAsync(forced, Failed with { Outcome = "Failed", Error = "no answer" });

        ItemRecord kept = (await again.FindAsync("a"))!;
        Assert.Equal((ItemState.Done, 1, "fetched again, Failed: no answer"), (kept.State, kept.Files.Count, kept.Error));
    }

    [Fact(Timeout = Hang)]
    public async Task CompleteAsync_TheSameFileForThree_IsSuspectAndTheSecondIsTold()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "a", "b", "c");
        CompletionResult[] results = [.. await DoneAsync(session, 3, _ => "the same", key => key)];

        Assert.Equal([0, 1, 0], results.Select(result => result.Notices.Count));
        Assert.Equal([false, false, true], results.Select(result => result.Suspect is not null));
        Assert.Equal((ItemState.Waiting, "BadFile"), await EndAsync(session, "c"));
    }

    [Fact(Timeout = Hang)]
    public async Task CompleteAsync_EqualFilesAreKeptOnce_ShareTheFirstOnesName()
    {
        await using IJobSession session = await OpenAsync(Plain with { KeepsEqualFilesOnce = true });
        await AddAsync(session, "a", "b", "c");

        CompletionResult[] results = [.. await DoneAsync(session, 3, _ => "the same", key => key)];

        Assert.Equal(["a.txt", "a.txt", "a.txt"], results.Select(result => result.Files[0].Path));
        Assert.Equal([false, true, true], results.Select(result => result.Files[0].IsShared));
        Assert.Equal(["a.txt"], Directory.GetFiles(session.FilesFolder).Select(Path.GetFileName));
    }

    [Fact(Timeout = Hang)]
    public async Task CompleteAsync_FiveEqualRecords_AreSuspectAtTheFifth()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "a", "b", "c", "d", "e");

        CompletionResult[] results = [.. await DoneAsync(session, 5, key => key, _ => "the same")];

        Assert.Equal([false, false, false, false, true], results.Select(result => result.Suspect is not null));
        Assert.Equal((ItemState.Waiting, "BadFile"), await EndAsync(session, "e"));
    }

    [Fact(Timeout = Hang)]
    public async Task ReserveNameAsync_OneNameForTwoItems_GivesTheSecondAnother()
    {
        await using IJobSession session = await OpenAsync();

        Assert.Equal("x.pdf", await session.ReserveNameAsync("a", "x.pdf"));
        Assert.Equal("x.pdf", await session.ReserveNameAsync("a", "x.pdf"));
        string other = await session.ReserveNameAsync("b", "X.pdf");
        Assert.NotEqual("x.pdf", other, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(other, await session.ReserveNameAsync("b", "X.pdf"));
    }

    [Fact(Timeout = Hang)]
    public async Task ReserveNameAsync_AFolderOfAnothersName_GetsAnotherFolder()
    {
        await using IJobSession session = await OpenAsync();
        await session.ReserveNameAsync("a", "x");

        string given = await session.ReserveNameAsync("b", "x/1.pdf");

        Assert.DoesNotMatch("^[xX]/", given);
        Assert.Equal(given, await session.ReserveNameAsync("b", "x/1.pdf"));
    }

    [Fact(Timeout = Hang)]
    public async Task HasReady_ItemsThatRestAreAwayOrDueLater_AreToldApart()
    {
        await using IJobSession session = await OpenAsync();
        await session.AddAsync([new("a", new Uri("https://two.example/")) { Group = "g" }]);
        ClaimRules resting = ClaimRules.None with { RestingHosts = new HashSet<string> { "two.example" } };
        ClaimRules away = ClaimRules.None with { AwayHosts = new HashSet<string> { "two.example" } };

        Assert.Equal(
            (true, true, false, false),
            (session.HasReady("g", ClaimRules.None), session.HasReady("g", resting), session.HasReady("g", away),
            session.HasReady("other", ClaimRules.None)));
        JobClaim claim = await ClaimAsync(session);
        Assert.False(session.HasReady("g", ClaimRules.None));
        await session.CompleteAsync(claim, Failed with { State = ItemState.Waiting, Delay = TimeSpan.FromHours(1) });
        Assert.False(session.HasReady("g", ClaimRules.None));
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_ItemsWithoutAHost_RestAsOneHostDoes()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "a");

        Assert.Empty((await session.ClaimAsync(1, ClaimRules.None with { RestingHosts = new HashSet<string> { "" } })).Claims);
        Assert.Equal("a", (await ClaimAsync(session)).Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task CompleteAsync_TextsWithNulAndFollowersTwice_AreTaken()
    {
        await using IJobSession session = await OpenAsync();
        await session.AddAsync([new("follower")], isForLater: true);
        await session.AddAsync([new("a") { Title = "half\0", Data = new Dictionary<string, string> { ["x"] = "\0 \\u0000" } }]);
        JobClaim claim = await ClaimAsync(session);
        Assert.EndsWith(@" \u0000", claim.Item.Data!["x"], StringComparison.Ordinal);

        CompletionResult result = await session.CompleteAsync(
            claim, Failed with { Error = "no\0", Followers = [new("follower"), new("follower")] });

        Assert.Equal(Addition.Queued, result.Followers[0].How);
        Assert.StartsWith("no", (await session.FindAsync("a"))!.Error, StringComparison.Ordinal);
        Assert.Equal("follower", (await ClaimAsync(session)).Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task CancelAsync_WaitingInWorkOrHeld_IsSkippedAndItsClaimIsLost()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "working", "held", "waiting");
        JobClaim working = await ClaimAsync(session);
        JobClaim held = await ClaimAsync(session);
        await session.HoldAsync(held);
        await session.CompleteAddingAsync();

        foreach (string key in new[] { "working", "held", "waiting" })
        {
            Assert.True(await session.CancelAsync(key));
            Assert.False(await session.CancelAsync(key));
            Assert.Equal(ItemState.Skipped, await StateAsync(session, key));
        }

        Assert.True((await session.CompleteAsync(working, Failed)).IsLost);
        Assert.True((await session.CompleteAsync(held, Failed)).IsLost);
        await session.Completed;
        Assert.False(await session.CancelAsync("nobody"));
    }

    [Fact(Timeout = Hang)]
    public async Task RetryAsync_GivenUp_StartsAfreshAndOthersAreLeftAlone()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "a", "b", "c");
        foreach (string outcome in new[] { "BadFile", "TimedOut" })
        {
            await session.CompleteAsync(await ClaimAsync(session), Failed with { Outcome = outcome, Tally = new(Attempts: 4) });
        }

        JobClaim other = await ClaimAsync(session);

        Assert.Equal(["a"], (await session.RetryAsync(ItemFilter.EndedAs("BadFile"))).Select(record => record.Item.Key));
        Assert.Empty(await session.RetryAsync(ItemFilter.EndedAs("BadFile")));
        Assert.Equal((ItemState.Waiting, 0), (await StateAsync(session, "a"), (await session.FindAsync("a"))!.Attempts));
        Assert.Equal(["b"], (await session.RetryAsync(ItemFilter.Failed with { Keys = ["b", "c"] })).Select(record => record.Item.Key));
        Assert.Equal(("a", default(ItemTally)), (await ClaimAsync(session) is var again ? again.Item.Key : "", again.Tally));
        Assert.False((await session.CompleteAsync(other, Failed)).IsLost);
    }

    [Fact(Timeout = Hang)]
    public async Task Cut_AnItemThatStartedAfresh_KeepsItsNewCount()
    {
        await using (IJobSession first = await OpenAsync())
        {
            await AddAsync(first, "a");
            await first.CompleteAsync(await ClaimAsync(first), Failed with { Tally = new(Attempts: 4, Interruptions: 2) });
        }

        IJobSession second = await OpenAsync();
        await second.QueueAsync([new("a")]);
        await ClaimAsync(second);
        await second.FlushAsync();
        await CutAsync();

        await using IJobSession third = await OpenAsync();
        await third.QueueAsync([new("a")]);
        Assert.Equal(new ItemTally(Attempts: 0, Interruptions: 1), (await ClaimAsync(third)).Tally);
        await EndAsync(second);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_InWorkAtSixCutsRunning_GivesTheItemUpAndTellsItOnce()
    {
        for (int cut = 0; cut <= ItemTally.MostInterruptions; cut++)
        {
            IJobSession session = await OpenAsync();
            await session.AddAsync([new("deadly")]);
            await session.QueueAsync([new("deadly")]);
            Assert.Equal(cut, (await ClaimAsync(session)).Tally.Interruptions);
            await session.FlushAsync();
            await CutAsync();
            await EndAsync(session);
        }

        await using IJobSession last = await OpenAsync();
        await last.QueueAsync([new("deadly")]);
        await AddAsync(last, "other");
        await last.CompleteAddingAsync();

        ClaimAnswer answer = await last.ClaimAsync(1, ClaimRules.None);
        ClaimAnswer next = answer.Claims.Count > 0 ? answer : await last.ClaimAsync(1, ClaimRules.None);

        Assert.Equal(["deadly"], answer.GivenUp.Select(claim => claim.Item.Key));
        Assert.Equal((ItemState.Failed, "Interrupted"), await EndAsync(last, "deadly"));
        Assert.Equal("other", Assert.Single(next.Claims).Item.Key);
        Assert.Empty((await last.ClaimAsync(1, ClaimRules.None)).GivenUp);
        await last.CompleteAsync(next.Claims[0], Failed);
        await last.Completed;
    }

    [Fact(Timeout = Hang)]
    public async Task Cut_OneInWorkOneHeldOneWaiting_CostsTheOneInWorkAnInterruption()
    {
        IJobSession session = await OpenAsync();
        await AddAsync(session, "working", "held", "waiting");
        await ClaimAsync(session);
        await session.HoldAsync(await ClaimAsync(session));
        await session.FlushAsync();

        await CutAsync();

        await using IJobSession again = await OpenAsync();
        await again.QueueAsync(await again.ItemsAsync(ItemFilter.Unfinished).Select(record => record.Item).ToArrayAsync(Ending));
        ClaimAnswer answer = await again.ClaimAsync(9, ClaimRules.None);
        Assert.Equal(
            [("held", 0), ("waiting", 0), ("working", 1)],
            answer.Claims.Select(claim => (claim.Item.Key, claim.Tally.Interruptions)).Order());
        await EndAsync(session);
    }

    /// <summary>
    /// The crash property. Wherever it is cut, each item is waiting, or in work and comes back, or settled with its record and its file;
    /// and the next run makes everything whole.
    /// </summary>
    [Theory(Timeout = 4 * Hang)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Cut_AtAnyMoment_LosesNothingAndLeavesNothingHalf(int seed)
    {
        const int Cuts = 12;
        Random random = new(seed);
        string[] keys = [.. Enumerable.Range(0, 120).Select(number => $"item-{number:000}")];
        for (int cut = 0; cut < Cuts; cut++)
        {
            IJobSession session = await OpenAsync();
            await CheckAsync(session, keys, isWhole: false);
            await session.AddAsync([.. keys.Select(key => new WorkItem(key))]);
            await session.QueueAsync(await session.ItemsAsync(ItemFilter.Unfinished).Select(record => record.Item).ToArrayAsync(Ending));
            using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(Ending);
            int steps = random.Next(1, 60);
            Task[] workers =
                [.. Enumerable.Range(0, 4).Select(number => WorkAsync(session, new(random.Next()), () =>
                {
                    if (Interlocked.Decrement(ref steps) == 0)
                    {
                        enough.Cancel();
                    }
                }, enough.Token))];
            await Task.WhenAny(Task.WhenAll(workers), Task.Delay(Timeout.InfiniteTimeSpan, Clock, enough.Token));

            await CutAsync(); // while they are still at it

            await Task.WhenAll(workers);
            await EndAsync(session);
        }

        await using IJobSession last = await OpenAsync();
        await CheckAsync(last, keys, isWhole: false);
        await last.QueueAsync(await last.ItemsAsync(ItemFilter.Unfinished).Select(record => record.Item).ToArrayAsync(Ending));
        await DoAllAsync(last);
        await last.RetryAsync(ItemFilter.Failed); // those that were in work at too many cuts running
        await last.CompleteAddingAsync();
        await DoAllAsync(last);

        await last.Completed;
        await CheckAsync(last, keys, isWhole: true);
    }

    [Fact(Timeout = Hang)]
    public async Task TakeLeaseAsync_WorkIsDoneToItsEnd_IsForTheNextRun()
    {
        await using (IJobSession session = await OpenAsync())
        {
            Assert.True(await session.TakeLeaseAsync("list", Ending));
            Assert.True(await session.TakeLeaseAsync("list", Ending));
            await session.EndLeaseAsync("list", isDone: false);
            Assert.True(await session.TakeLeaseAsync("list", Ending));
            await session.EndLeaseAsync("list", isDone: true);
            Assert.False(await session.TakeLeaseAsync("list", Ending));
            Assert.True(await session.TakeLeaseAsync("another", Ending));
        }

        await using IJobSession next = await OpenAsync();
        Assert.True(await next.TakeLeaseAsync("list", Ending));
    }

    [Fact(Timeout = Hang)]
    public async Task TakeLeaseAsync_AnotherHoldsIt_WaitsForItsEnd()
    {
        if (!HasRoomForMany)
        {
            return;
        }

        await using IJobSession first = await OpenAsync();
        IJobSession second = await OpenAsync();
        await using IJobSession third = await OpenAsync();
        Assert.True(await first.TakeLeaseAsync("list", Ending));
        Assert.Null(await first.LeaseHolderAsync("list"));

        Task<bool> waiting = second.TakeLeaseAsync("list", Ending);
        Assert.Equal(Environment.MachineName, await second.LeaseHolderAsync("list"));
        await first.EndLeaseAsync("list", isDone: false);
        Assert.True(await waiting);
        await first.EndLeaseAsync("list", isDone: true); // it is the second one's now
        Task<bool> last = third.TakeLeaseAsync("list", Ending);
        await second.DisposeAsync();
        Assert.True(await last);
        waiting = first.TakeLeaseAsync("list", Ending);
        await third.EndLeaseAsync("list", isDone: true);
        Assert.False(await waiting);
    }

    [Fact(Timeout = Hang)]
    public async Task TakeLeaseAsync_HolderIsCutOff_GoesToTheNext()
    {
        IJobSession first = await OpenAsync();
        Assert.True(await first.TakeLeaseAsync("account:one", Ending));

        await CutAsync();

        await using IJobSession next = await OpenAsync();
        Assert.True(await next.TakeLeaseAsync("account:one", Ending));
        await EndAsync(first);
    }

    [Fact(Timeout = Hang)]
    public async Task TakeLeaseAsync_IsNotWanted_EndsTheWait()
    {
        if (!HasRoomForMany)
        {
            return;
        }

        await using IJobSession first = await OpenAsync();
        await using IJobSession second = await OpenAsync();
        Assert.True(await first.TakeLeaseAsync("list", Ending));
        using CancellationTokenSource stopping = new();

        Task<bool> waiting = second.TakeLeaseAsync("list", stopping.Token);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact(Timeout = Hang)]
    public async Task PauseAsync_RunIsAtWork_IsSeenUntilItGoesOn()
    {
        await using IJobSession session = await OpenAsync();
        int steered = 0;
        session.Steered = () => Interlocked.Increment(ref steered);

        Assert.True(await session.PauseAsync("anna"));
        Assert.Equal((true, "anna", null, null), (session.IsPaused, session.SteeredBy, session.PagesOrder, session.StopOrder));
        Assert.True(await session.SetPagesAsync("3", "bert"));
        Assert.Equal((true, "bert", "3", null), (session.IsPaused, session.SteeredBy, session.PagesOrder, session.StopOrder));
        Assert.True(await session.ResumeAsync("cleo"));
        Assert.True(await session.StopAsync(StopReason.Cancelled, "enough"));
        Assert.True(await session.StopAsync(StopReason.Interrupted, "too late"));
        Assert.Equal((false, (StopReason.Cancelled, "enough")), (session.IsPaused, session.StopOrder));
        Assert.True(steered >= 3, $"told {steered} times");
    }

    [Fact(Timeout = Hang)]
    public async Task PauseAsync_NextRun_BeginsUnpaused()
    {
        await using (IJobSession session = await OpenAsync())
        {
            await session.PauseAsync("anna");
            await session.StopAsync(StopReason.Cancelled, "enough");
        }

        await using IJobSession next = await OpenAsync();
        Assert.Equal((false, null, null), (next.IsPaused, next.SteeredBy, next.StopOrder));
    }

    [Fact(Timeout = Hang)]
    public async Task ControlAsync_RunIsAtWork_SteersItOrIsRefused()
    {
        await using IJobSession session = await OpenAsync();
        await AddAsync(session, "a");
        await session.FlushAsync();
        IJobControl control = (await Store.ControlAsync(Job))!;
        if (!HasRoomForMany)
        {
            await Assert.ThrowsAsync<JobHeldException>(() => control.PauseAsync("anna").AsTask());
            await Assert.ThrowsAsync<JobHeldException>(() => control.AddAsync([new("b")]).AsTask());
            return;
        }

        TaskCompletionSource steered = new();
        session.Steered = () => steered.TrySetResult();
        Assert.True(await control.PauseAsync("anna"));
        await steered.Task;
        Assert.True(session.IsPaused);
        await using IJobSession joins = await OpenAsync();
        Assert.Equal((true, "anna"), (joins.IsPaused, joins.SteeredBy));

        await session.CompleteAsync(await ClaimAsync(session), Failed);
        Assert.Equal("a", Assert.Single(await control.RetryAsync(ItemFilter.Failed)).Item.Key);
        Assert.Equal(Addition.Queued, Assert.Single(await control.AddAsync([new("b")])).How);
        Assert.Equal(["a", "b"], (await session.ClaimAsync(9, ClaimRules.None)).Claims.Select(claim => claim.Item.Key));
        Assert.True(await control.CancelAsync("b"));
    }

    [Fact(Timeout = Hang)]
    public async Task ControlAsync_NobodyIsAtWork_ChangesItemsAlone()
    {
        Assert.Null(await Store.ControlAsync("nobody-s"));
        await using (IJobSession session = await OpenAsync())
        {
            await AddAsync(session, "a", "b");
            await session.CompleteAsync(await ClaimAsync(session), Failed);
        }

        IJobControl control = (await Store.ControlAsync(Job))!;

        Assert.False(await control.PauseAsync("anna"));
        Assert.False(await control.StopAsync(StopReason.Cancelled, "enough"));
        Assert.Equal("a", Assert.Single(await control.RetryAsync(ItemFilter.Failed)).Item.Key);
        Assert.True(await control.CancelAsync("b"));
        Assert.Equal(Addition.Left, Assert.Single(await control.AddAsync([new("c")])).How);
        await using IJobSession next = await OpenAsync();
        Assert.Equal(
            [ItemState.Waiting, ItemState.Skipped, ItemState.Waiting],
            [await StateAsync(next, "a"), await StateAsync(next, "b"), await StateAsync(next, "c")]);
    }

    [Fact(Timeout = Hang)]
    public async Task StandAsync_OfTheRun_LeavesOutWhatEarlierRunsHaveSettled()
    {
        await using (IJobSession session = await OpenAsync())
        {
            await AddAsync(session, "a", "b");
            await session.CompleteAsync(await ClaimAsync(session), Failed);
        }

        await using IJobSession next = await OpenAsync();
        await next.QueueAsync([new("b")]);
        await AddAsync(next, "c");
        await next.CompleteAsync(await ClaimAsync(next), Failed with { State = ItemState.Skipped });

        Assert.Equal(
            [(ItemState.Waiting, 1), (ItemState.Skipped, 1)],
            (await next.StandAsync(ofRun: true)).Select(each => (each.Key, each.Value)).Order());
        Assert.Equal(
            [(ItemState.Waiting, 1), (ItemState.Skipped, 1), (ItemState.Failed, 1)],
            (await next.StandAsync(ofRun: false)).Select(each => (each.Key, each.Value)).Order());
    }

    [Fact(Timeout = Hang)]
    public async Task OthersAsync_MachinesComeAndGo_AreCounted()
    {
        await using IJobSession first = await OpenAsync();
        Assert.Equal((0, 0), (await first.OthersAsync(ever: false), await first.OthersAsync(ever: true)));
        if (!HasRoomForMany)
        {
            return;
        }

        IJobSession second = await OpenAsync();
        Assert.Equal((1, 1), (await first.OthersAsync(ever: false), await first.OthersAsync(ever: true)));
        await second.DisposeAsync();
        Assert.Equal((0, 1), (await first.OthersAsync(ever: false), await first.OthersAsync(ever: true)));
    }

    /// <summary>A second one joins the run: no item goes to both, and who leaves gives back what it has.</summary>
    private async Task JoinAsync()
    {
        await using IJobSession first = await OpenAsync();
        await AddAsync(first, "a", "b", "c");
        await first.CompleteAddingAsync();
        JobClaim own = await ClaimAsync(first);
        await using (IJobSession second = await OpenAsync())
        {
            Assert.Equal(Addition.Known, (await second.QueueAsync([new("a")]))[0].How);
            Assert.Equal("b", (await ClaimAsync(second)).Item.Key);
            await Assert.ThrowsAsync<RunStopException>(() => OpenAsync(Plain with { Force = true }));
        }

        ClaimAnswer rest = await first.ClaimAsync(9, ClaimRules.None);
        Assert.Equal([("b", 1), ("c", 0)], rest.Claims.Select(claim => (claim.Item.Key, claim.Tally.Interruptions)).Order());
        foreach (JobClaim claim in rest.Claims.Append(own))
        {
            Assert.False(first.Completed.IsCompleted);
            await first.CompleteAsync(claim, Failed);
        }

        await first.Completed;
    }

    private static ItemCompletion Failed => new(ItemState.Failed, new(Attempts: 1), "Failed");

    private Task<IJobSession> OpenAsync(JobTerms? terms = null) => Store.OpenAsync(terms ?? Plain, Ending);

    private static async Task AddAsync(IJobSession session, params string[] keys)
    {
        Assert.All(
            await session.AddAsync([.. keys.Select(key => new WorkItem(key))]), added => Assert.Equal(Addition.Queued, added.How));
    }

    /// <summary>Items whose groups are called by their first letter.</summary>
    private static async Task AddInGroupsAsync(IJobSession session, params string[] keys)
    {
        await session.AddAsync([.. keys.Select(key => new WorkItem(key) { Group = key[..1] })]);
    }

    private static async Task<JobClaim> ClaimAsync(IJobSession session, ClaimRules? rules = null) =>
        Assert.Single((await session.ClaimAsync(1, rules ?? ClaimRules.None)).Claims);

    private static async Task<ItemState?> StateAsync(IJobSession session, string key) => (await session.FindAsync(key))?.State;

    private static async Task<(ItemState?, string?)> EndAsync(IJobSession session, string key) =>
        await session.FindAsync(key) is { } record ? (record.State, record.Outcome) : default;

    /// <summary>An item's completion with a file and a record that say a text.</summary>
    private static async Task<ItemCompletion> DoneAsync(IJobSession session, JobClaim claim, string text, string? read = null)
    {
        string name = await session.ReserveNameAsync(claim.Item.Key, $"{claim.Item.Key}.txt");
        string staged = Path.Combine(session.StagingFolder, $"{claim.Item.Key}-{claim.Fence}-{Guid.NewGuid():n}", "1");
        Directory.CreateDirectory(Path.GetDirectoryName(staged)!);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        await File.WriteAllBytesAsync(staged, bytes, Ending);
        return new(ItemState.Done, default, "Done")
        {
            Files = [new(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)))],
            Staged = new Dictionary<string, string> { [name] = staged },
            Record = JsonSerializer.SerializeToElement(new { key = claim.Item.Key, text = read ?? text, more = "more" }),
        };
    }

    private static async Task<List<CompletionResult>> DoneAsync(
        IJobSession session, int count, Func<string, string> text, Func<string, string> read)
    {
        List<CompletionResult> results = [];
        for (int number = 0; number < count; number++)
        {
            JobClaim claim = await ClaimAsync(session);
            results.Add(
                await session.CompleteAsync(claim, await DoneAsync(session, claim, text(claim.Item.Key), read(claim.Item.Key))));
        }

        return results;
    }

    private static async Task WorkAsync(IJobSession session, Random random, Action stepped, CancellationToken enough)
    {
        try
        {
            while (!enough.IsCancellationRequested && (await session.ClaimAsync(1, ClaimRules.None)).Claims is [{ } claim])
            {
                stepped();
                switch (random.Next(6))
                {
                    case 0:
                        await session.GiveBackAsync(claim);
                        break;
                    case 1:
                        await session.HoldAsync(claim);
                        break;
                    case 2:
                        await session.CompleteAsync(claim, Failed with { State = ItemState.Waiting, Delay = TimeSpan.Zero });
                        break;
                    default:
                        await session.CompleteAsync(claim, await DoneAsync(session, claim, $"text of {claim.Item.Key}"));
                        break;
                }
            }
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or RunStopException)
        {
            // Its process is gone, as far as it can tell.
        }
    }

    private static async Task DoAllAsync(IJobSession session)
    {
        while (await session.ClaimAsync(1, ClaimRules.None) is var answer && answer.Claims.Count + answer.GivenUp.Count > 0)
        {
            foreach (JobClaim claim in answer.Claims)
            {
                await session.CompleteAsync(claim, await DoneAsync(session, claim, $"text of {claim.Item.Key}"));
            }
        }
    }

    private static async Task CheckAsync(IJobSession session, string[] keys, bool isWhole)
    {
        ItemRecord[] items = await session.ItemsAsync().ToArrayAsync(Ending);
        Dictionary<string, JsonElement> records = await session.RecordsAsync().ToDictionaryAsync(
            each => each.Key, each => each.Value, cancellationToken: Ending);
        Assert.Empty(items.Select(item => item.Item.Key).Except(keys));
        foreach (ItemRecord item in items)
        {
            Assert.True(
                item.State is ItemState.Waiting or ItemState.Working or ItemState.Done
                    || item is { State: ItemState.Failed, Outcome: "Interrupted" }, $"{item.Item.Key}: {item.State}");
            if (item.State == ItemState.Done)
            {
                string text = await File.ReadAllTextAsync(Path.Combine(session.FilesFolder, item.Files[0].Path), Ending);
                Assert.Equal($"text of {item.Item.Key}", text);
                Assert.Equal(text, records[item.Item.Key].GetProperty("text").GetString());
            }
        }

        if (isWhole)
        {
            Assert.Equal(keys, items.Where(item => item.State == ItemState.Done).Select(item => item.Item.Key).Order());
            Assert.Equal(keys, records.Keys.Order());
        }
    }

    private static async Task EndAsync(IJobSession session)
    {
        try
        {
            await session.DisposeAsync();
        }
        catch (IOException)
        {
            // It was cut.
        }
    }
}
