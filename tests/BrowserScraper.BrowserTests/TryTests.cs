using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;
using BrowserScraper.Trials;

namespace BrowserScraper.BrowserTests;

/// <summary>A script is tried as its author works on it: the list's first page, one item, again and again, all beside the job.</summary>
public sealed class TryTests
{
    /// <summary>An element of no known kind, and letters of two halves where a text is cut.</summary>
    private const string Odd = """
        () => {
          const other = document.createElementNS('urn:example', 'other');
          other.setAttribute('data-testid', 'a'.repeat(59) + '\u{1F600}');
          document.body.append(other);
          const title = document.querySelector('h1') ?? document.body.appendChild(document.createElement('h1'));
          title.textContent = 'x'.repeat(79) + '\u{1F600}';
        }
        """;

    [Fact]
    public async Task Try_ListOfSeveralPages_ReadsTheFirstAndTellsWhereItGoesOn()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 50);
        await using TrialBench bench = new();
        TrialResult tried = await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal));

        TriedList list = tried.List!;
        Assert.Equal(portal.Vins().Take(20), list.Rows.Select(row => row.Key));
        Assert.Equal(portal.Vehicles[0].Title, list.Rows[0].Title);
        Assert.Contains("page=2", list.Next, StringComparison.Ordinal);
        Assert.Equal(("50 items", null, false), (list.Expected, list.Failure, list.IsWhole));
        Assert.Empty(list.Oddities);
        Assert.Equal([new SeenMark("css=a[href*=sign-out]", true)], list.Marks!.SignedIn);
        Assert.Equal((1, "demo"), (portal.Counts.SignIns, tried.User));
        bench.AssertJobUntouched();
    }

    [Fact]
    public async Task Try_Item_HasItsRecordAndItsFileAndTheJobHasNothing()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        await using TrialBench bench = new();
        string vin = portal.Vins().Last();
        TrialResult tried = await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal), vin);

        TriedItem item = tried.Item!;
        Assert.Equal(("Done", vin), (item.Outcome, item.Item.Key));
        Assert.Equal(["vin", "title", "stock", "mileage", "color", "price"], item.Record!.Select(field => field.Name));
        SavedFile file = Assert.Single(item.Files);
        Assert.Equal((FileKind.Pdf, file.Size), (file.Kind, new FileInfo(Path.Combine(item.FilesFolder, file.Path)).Length));
        Assert.Null(item.Evidence);
        bench.AssertJobUntouched();
    }

    [Fact]
    public async Task Try_SeveralRounds_SignsInOnceAndTakesTheScriptAsItIsThen()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        await using TrialBench bench = new();
        string vin = portal.Vins().First();
        int asked = 0;
        foreach (string? item in new[] { null, vin, vin })
        {
            ScriptAround script = new(JobRun.DealerScript(portal), (_, _) => Task.FromResult(asked++))
            {
                BeforeRow = (_, _) => Task.FromResult(asked += 100),
            };
            await bench.TryAsync(script, SiteOf(portal), item);
        }

        Assert.Equal((1, 702), (portal.Counts.SignIns, asked));
        Assert.Single(Directory.GetFiles(bench.Folder.Files));
    }

    [Fact]
    public async Task Try_ItemOnALaterPage_IsFoundAndRemembered()
    {
        int lists = 0;
        await using DealerPortal portal = await DealerPortal.StartAsync(
            new() { Vehicles = 50, ItemsPerPage = 10, RowsAsked = _ => Task.FromResult(Interlocked.Increment(ref lists)) },
            TestContext.Current.CancellationToken);
        await using TrialBench bench = new();
        string vin = portal.Vins().ElementAt(34);
        TrialResult first = await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal), vin);
        int before = lists;
        TrialResult second = await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal), vin);

        Assert.Equal(("Done", "Done"), (first.Item!.Outcome, second.Item!.Outcome));
        Assert.Equal((10, 0), (first.List!.Rows.Count, lists - before));
        Assert.Null(second.List);
    }

    [Fact]
    public async Task Try_ItemByItsAddress_IsThatItem()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        await using TrialBench bench = new();
        TrialResult list = await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal));
        TriedRow row = list.List!.Rows[2];
        TrialResult tried = await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal), row.Address);

        Assert.Equal(("Done", row.Key), (tried.Item!.Outcome, tried.Item.Item.Key));
    }

    [Fact]
    public async Task Try_UnknownItem_TellsHowFarItHasLookedAndTheNearestKey()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 25);
        await using TrialBench bench = new();
        string vin = portal.Vins().First();
        TrialResult tried = await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal), $"{vin[..^1]}_");

        Assert.Null(tried.Item);
        Assert.Equal(
            $"{vin[..^1]}_ is neither key nor address of an item among the 25 rows of the list; did you mean {vin}?", tried.NotFound);
    }

    [Fact]
    public async Task Try_ListThatGoesOnWithoutOpeningAPage_EndsAfterFiftyRows()
    {
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { Items = 75, ItemsPerPage = 20, List = OddListForm.PushState }, TestContext.Current.CancellationToken);
        await using TrialBench bench = new();
        TrialResult tried = await bench.TryAsync(new OddScript(portal), SiteOf(portal));

        Assert.Equal((50, null, false), (tried.List!.Rows.Count, tried.List.Failure, tried.List.IsWhole));
    }

    [Fact]
    public async Task Try_WrongPassword_TellsTheSitesWordsAndShowsThePage()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { Items = 5 }, TestContext.Current.CancellationToken);
        await using TrialBench bench = new("REQUEST_TIMEOUT=8");
        SiteSettings wrong = new(portal.Address, portal.Username, "not-this-one");
        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => bench.TryAsync(new OddScript(portal), wrong));

        Assert.Equal(StopReason.SignInRefused, refused.Reason);
        Assert.Contains(
            "was refused: \"Sorry, that user name and password do not go together.\"", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(bench.Folder.Root, "failures", "sign-in", "attempt-1.png")), refused.Message);
        Assert.DoesNotContain("not-this-one", refused.Message, StringComparison.Ordinal);

        // Put right, it goes on.
        Assert.Equal(5, (await bench.TryAsync(new OddScript(portal), SiteOf(portal))).List!.Rows.Count);
    }

    [Fact]
    public async Task Try_ScriptThrowsInItsList_TellsTypeMessageAndLineAndTheLogHasTheStack()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        await using TrialBench bench = new();
        ScriptAround script = new(JobRun.DealerScript(portal), (_, _) => Task.CompletedTask)
        {
            BeforeRow = (_, row) => row == 3 ? throw new InvalidOperationException("the third row") : Task.CompletedTask,
        };
        TrialResult tried = await bench.TryAsync(script, SiteOf(portal));

        Assert.Equal(2, tried.List!.Rows.Count);
        Assert.Matches(@"^InvalidOperationException: the third row \(\w+\.cs:\d+, at http://.*\)$", tried.List.Failure);
        Assert.Contains("   at ", Assert.Single(bench.Events.Of<RunEvent.Fault>()).Stack, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(tried.List.Evidence!, "attempt-1.png")));
    }

    [Fact]
    public async Task Try_ScriptThrowsInItsItem_IsTheOutcomeOfARunWithEvidence()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        await using TrialBench bench = new();
        ScriptAround script = new(JobRun.DealerScript(portal), async (context, _) =>
        {
            await context.OpenAsync();
            throw new FormatException("no number");
        });
        TrialResult tried = await bench.TryAsync(script, SiteOf(portal), portal.Vins().First());

        Assert.Equal("Failed", tried.Item!.Outcome);
        Assert.Matches(@"^FormatException: no number \(\w+\.cs:\d+\)$", tried.Item.Reason);
        Assert.Single(bench.Events.Of<RunEvent.Fault>());
        Assert.True(File.Exists(Path.Combine(tried.Item.Evidence!, "attempt-1.html")));
    }

    [Fact]
    public async Task Try_RequiredTextIsMissing_TellsWhereAndWhatThePageHasAndThatItWaits()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        await using TrialBench bench = new("REQUEST_TIMEOUT=6");
        ScriptAround script = new(JobRun.DealerScript(portal), async (context, _) =>
        {
            await context.OpenAsync();
            await context.Page.EvaluateAsync(Odd);
            await context.ReadTextsAsync(["stok"]);
        });
        TriedItem item = (await bench.TryAsync(script, SiteOf(portal), portal.Vins().First())).Item!;

        Assert.Equal(("SiteChanged", "required 'stok' missing"), (item.Outcome, item.Reason));
        Assert.Matches(@"^TryTests\.cs:\d+$", item.Fault!.Line);
        Assert.Superset(new HashSet<string> { "stock", "mileage", "color" }, item.Fault.TestIds.ToHashSet());
        Assert.Single(bench.Events.Notices, line => line.StartsWith("WAITING: 5 s so far", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Try_ListLacksWhatIsRequired_TellsTheLineOfTheScript()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        await using TrialBench bench = new("REQUEST_TIMEOUT=2");
        ScriptAround script = new(JobRun.DealerScript(portal), (_, _) => Task.CompletedTask)
        {
            BeforeRow = async (context, _) => await context.Page.GetByTestId("vehicle-cuont").RequiredAsync(),
        };
        TriedList list = (await bench.TryAsync(script, SiteOf(portal))).List!;

        Assert.Contains("vehicle-cuont", list.Failure, StringComparison.Ordinal);
        Assert.Matches(@"^TryTests\.cs:\d+$", list.Fault!.Line);
    }

    [Fact]
    public async Task Try_ItemThatTakesTooLong_EndsAtItsLimit()
    {
        await using DealerPortal portal = await Portals.StartAsync(5, "hang=#1");
        await using TrialBench bench = new("ITEM_TIMEOUT=3");
        TrialResult tried = await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal), portal.Vins().First());

        Assert.Equal("TimedOut", tried.Item!.Outcome);
        Assert.Contains("raise ITEM_TIMEOUT", tried.Item.Reason, StringComparison.Ordinal);

        // The next round has a page that works.
        Assert.Equal("Done", (await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal), portal.Vins().Last())).Item!.Outcome);
        Assert.Equal(1, portal.Counts.SignIns);
    }

    [Fact]
    public async Task Try_SessionEndsBetweenTwoRounds_SignsInAgainAndTellsIt()
    {
        await using DealerPortal portal = await Portals.StartAsync(5, "logout=#2");
        await using TrialBench bench = new();
        await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal));
        TrialResult tried = await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal), portal.Vins().ElementAt(1));

        Assert.Equal(("Done", 2), (tried.Item!.Outcome, tried.Item.Attempts));
        Assert.Equal(2, portal.Counts.SignIns);
        Assert.Contains(bench.Events.Notices, line => line.StartsWith("SIGNED OUT: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Try_MarksHaveChanged_SignsInAnewAndTellsThatNoneCame()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        await using TrialBench bench = new("REQUEST_TIMEOUT=2");
        await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal));
        ScriptAround other = new(JobRun.DealerScript(portal), (_, _) => Task.CompletedTask)
        {
            OtherMarks = new(signedIn: ["css=#nowhere"]),
        };
        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => bench.TryAsync(other, SiteOf(portal)));

        Assert.Contains("none of the marks of a signed-in user ('css=#nowhere') came", refused.Message, StringComparison.Ordinal);
        Assert.Contains("TRY: Marks changed, so the browser is opened anew", bench.Events.Notices);
    }

    [Fact]
    public async Task Try_NextScript_LetsTheOneBeforeBeUnloaded()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        await using TrialBench bench = new();
        string vin = portal.Vins().First();
        WeakReference before = await TryUnloadableAsync(bench, portal, vin);

        // A round at a time: .NET forgets how to make things of a type a while after they were made, when others are made.
        await Until.TrueAsync(
            async () =>
            {
                TrialResult tried = await bench.TryAsync(JobRun.DealerScript(portal), SiteOf(portal), vin);
                Assert.Equal("Done", tried.Item!.Outcome);
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !before.IsAlive;
            },
            "the first script's assembly is unloaded");
    }

    [Fact]
    public async Task Try_Stopped_EndsTheItemAtOnce()
    {
        await using DealerPortal portal = await Portals.StartAsync(5, "hang=#1");
        await using TrialBench bench = new();
        using CancellationTokenSource stop = new();
        ScriptAround script = new(JobRun.DealerScript(portal), (_, _) => stop.CancelAsync());

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => bench.TryAsync(script, SiteOf(portal), portal.Vins().First(), stop.Token));
        bench.AssertJobUntouched();
    }

    /// <summary>Loads the script's assembly as something compiled just now is loaded, and tries it on list and item.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> TryUnloadableAsync(TrialBench bench, DealerPortal portal, string vin)
    {
        AssemblyLoadContext context = new("a script", isCollectible: true);
        using MemoryStream compiled = new(await File.ReadAllBytesAsync(typeof(DealerInventory).Assembly.Location));
        Type type = context.LoadFromStream(compiled).GetType(typeof(DealerInventory).FullName!)!;
        SiteScript script = (SiteScript)Activator.CreateInstance(type, SiteOf(portal))!;
        Assert.NotEmpty((await bench.TryAsync(script, SiteOf(portal))).List!.Rows);
        Assert.Equal("Done", (await bench.TryAsync(script, SiteOf(portal), vin)).Item!.Outcome);
        context.Unload();
        return new(context);
    }

    private static SiteSettings SiteOf(DealerPortal portal) => new(portal.Address, "demo", portal.Password);

    private static SiteSettings SiteOf(OddPortal portal) => new(portal.Address, portal.Username, portal.Password);
}
