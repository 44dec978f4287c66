using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Locked;
using BrowserScraper.Items;
using BrowserScraper.Testing;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>Sites that ask for user and password by HTTP itself: in the browser and in all lanes, and told to nobody else.</summary>
public sealed class HttpLoginTests
{
    private const int Items = 20;
    private const int MostRefused = 3;

    [Theory]
    [InlineData(LockKind.Basic, "settings", "auto")]
    [InlineData(LockKind.Basic, "settings", "context")]
    [InlineData(LockKind.Basic, "settings", "click")]
    [InlineData(LockKind.Basic, "address", "auto")]
    [InlineData(LockKind.Basic, "home", "auto")]
    [InlineData(LockKind.Digest, "settings", "auto")]
    [InlineData(LockKind.Digest, "settings", "context")]
    [InlineData(LockKind.Digest, "address", "click")]
    [InlineData(LockKind.DigestSha256, "address", "auto")]
    public async Task Run_ServerAsksForUserAndPassword_EveryItemIsDone(LockKind kind, string where, string lane)
    {
        using TemporaryFolder folder = new();
        await using LockedPortal portal = await StartAsync(new() { Lock = kind });
        Uri withLogin = LockedRun.WithLogin(portal.Address, portal);
        LockedRun run = await LockedRun.OfAsync(
            new LockedScript(where == "home" ? withLogin : portal.Address), where == "address"
                ? withLogin : portal.Address, where == "settings" ? new(portal.Username, portal.Password) : null,
            folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=0", $"DOWNLOAD_LANE={lane}");

        run.AssertHolds(folder.Root, Items);
        Assert.True(portal.Refused.Count <= MostRefused, string.Join(", ", portal.Refused));
        Assert.Equal([KeyValuePair.Create(lane == "auto" ? "http" : lane, Items)], run.Report.FilesByLane);
    }

    [Theory]
    [InlineData(LockKind.BearerByScript)]
    [InlineData(LockKind.FetchBound)]
    public async Task Run_FilesAreForTheBrowsersPageAlone_EveryItemIsDoneByClicks(LockKind kind)
    {
        using TemporaryFolder folder = new();
        await using LockedPortal portal = await StartAsync(new() { Lock = kind });
        LockedRun run = await LockedRun.OfAsync(
            new LockedScript(portal.Address), portal.Address, null, folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=0");

        run.AssertHolds(folder.Root, Items);
        Assert.True(portal.Refused.Count <= MostRefused, string.Join(", ", portal.Refused));
        Assert.Equal([KeyValuePair.Create("click", Items)], run.Report.FilesByLane);
    }

    /// <summary>Whoever else holds requests must not take the server's question away.</summary>
    [Theory]
    [InlineData(LockKind.Basic, "TOKEN_MODE=serial", "BLOCK_RESOURCES=true")]
    [InlineData(LockKind.Digest, "TOKEN_MODE=serial", "BLOCK_RESOURCES=false")]
    [InlineData(LockKind.Digest, "TOKEN_MODE=free", "BLOCK_RESOURCES=strict")]
    [InlineData(LockKind.Basic, "TOKEN_MODE=free", "BLOCK_RESOURCES=false")]
    public async Task Run_RequestsAreHeldForOtherReasons_EveryItemIsDone(LockKind kind, string tokens, string blocking)
    {
        using TemporaryFolder folder = new();
        await using LockedPortal portal = await StartAsync(new() { Lock = kind, AnswersPerNonce = 7 });
        LockedRun run = await LockedRun.OfAsync(
            new LockedScript(portal.Address), portal.Address, new(portal.Username, portal.Password), folder.Root, "CONCURRENT_PAGES=4",
            "MAX_RETRIES=0", tokens, blocking);

        run.AssertHolds(folder.Root, Items);
        Assert.DoesNotContain(run.Events.Notices, notice => notice.StartsWith("TOKENS: 401", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_LoginsStandInTheListsAddresses_AreTakenOutAndUsed()
    {
        using TemporaryFolder folder = new();
        await using LockedPortal list = await StartAsync(new() { Lock = LockKind.FetchBound });
        await using LockedPortal portal = await StartAsync(new() { Lock = LockKind.Digest });
        LockedScript script = new(
            list.Address) { Addressed = address => LockedRun.WithLogin(new Uri(portal.Address, address.PathAndQuery), portal) };
        LockedRun run = await LockedRun.OfAsync(script, list.Address, null, folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=0");

        run.AssertHolds(folder.Root, Items);
        Assert.Empty(list.Authorizations);
        LockedRun.AssertNowhere(LockedRun.Spellings(portal.Username, portal.Password), folder.Root, string.Join('\n', run.Log.Lines));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("context")]
    [InlineData("click")]
    public async Task Run_FilesAreElsewhere_NobodyElseIsToldThePassword(string lane)
    {
        using TemporaryFolder folder = new();
        await using LockedPortal other = await StartAsync(new() { Lock = LockKind.Basic });
        await using LockedPortal portal = await StartAsync(new() { Lock = LockKind.Basic, FilesAt = other.Address });
        LockedRun run = await LockedRun.OfAsync(
            new LockedScript(portal.Address), portal.Address, new(portal.Username, portal.Password), folder.Root, "CONCURRENT_PAGES=1",
            "MAX_RETRIES=0", "MAX_DOWNLOADS=2",
            "REQUEST_TIMEOUT=5", $"DOWNLOAD_LANE={lane}");

        Assert.Equal((0, 2), (run.Report.Done, run.Report.Failed));
        Assert.NotEmpty(other.Refused);
        Assert.Empty(other.Authorizations);
        Assert.NotEmpty(portal.Authorizations);
    }

    [Theory]
    [InlineData(LockKind.Basic, "settings")]
    [InlineData(LockKind.Digest, "settings")]
    [InlineData(LockKind.Basic, "address")]
    [InlineData(LockKind.Basic, "none")]
    public async Task Run_LoginIsWrongOrMissing_IsOneErrorThatNamesTheSettings(LockKind kind, string where)
    {
        using TemporaryFolder folder = new();
        await using LockedPortal portal = await StartAsync(new() { Lock = kind });
        HttpLogin? login = where == "settings" ? new(portal.Username, "wrong and secret") : null;
        Uri site = where == "address" ? LockedRun.WithLogin(portal.Address, portal, "wrong and secret") : portal.Address;
        LockedRun run = await LockedRun.OfAsync(new LockedScript(portal.Address), site, login, folder.Root, "CONCURRENT_PAGES=4");

        Assert.Equal((StopReason.SignInRefused, 0), (run.Report.Stopped, run.Report.Failed));
        Assert.Contains("LOCKED_HTTP_USERNAME and LOCKED_HTTP_PASSWORD", run.Report.Message, StringComparison.Ordinal);
        Assert.True(portal.Refused.Count <= MostRefused, string.Join(", ", portal.Refused));
        LockedRun.AssertNowhere(
            LockedRun.Spellings(portal.Username, "wrong and secret"), folder.Root, string.Join('\n', run.Log.Lines), run.Report.Message!);
    }

    /// <summary>A script that takes the address as it was given to it, and fails with it in its mouth.</summary>
    [Theory]
    [InlineData("TOKEN_MODE=serial")]
    [InlineData("TOKEN_MODE=auto")]
    public async Task Run_ItemsFail_LeavesThePasswordNowhere(string tokens)
    {
        using TemporaryFolder folder = new();
        await using LockedPortal portal = await StartAsync(new() { Lock = LockKind.Basic, Items = 4 });
        Uri withLogin = LockedRun.WithLogin(portal.Address, portal);
        LockedScript script = new(withLogin)
        {
            Addressed = address => LockedRun.WithLogin(address, portal),
            Working = async context =>
            {
                string asked = LockedRun.WithLogin(new Uri(portal.Address, $"files/{context.Item.Key}.txt"), portal).AbsoluteUri;
                await context.Page.EvaluateAsync("asked => console.log(`asks for ${asked}`)", asked);
                await context.ReadTextAsync(new Uri(asked));
                return context.Item.Key switch
                {
                    "1" => throw new InvalidOperationException($"nothing was at {asked}"),
                    "2" => ItemResult.Skip($"not wanted: {asked}"),
                    "3" => throw new PlaywrightException($"navigating to \"{asked}\""),
                    _ => ItemResult.Done(new { Said = "fine", Also = "fine" }),
                };
            },
        };
        LockedRun run = await LockedRun.OfAsync(
            script, withLogin, null, folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=1", "BACKOFF_FACTOR=1", tokens);

        Assert.Equal((1, 1, 2), (run.Report.Done, run.Report.Skipped, run.Report.Failed));
        Assert.NotEmpty(Directory.EnumerateFiles(folder.Root, "trace.zip", SearchOption.AllDirectories));
        Assert.NotEmpty(Directory.EnumerateFiles(folder.Root, "attempt-*.html", SearchOption.AllDirectories));
        LockedRun.AssertNowhere(
            LockedRun.Spellings(portal.Username, portal.Password), folder.Root, string.Join('\n', run.Log.Lines), $"{run.Report}",
            string.Join('\n', run.Events.Notices));
    }

    /// <summary>A whole run of the command line at a door that takes it in, and at one that does not.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("wrong:p@ss/w%rd")]
    public async Task Cli_AddressWithPassword_ShowsItNowhere(string? wrong)
    {
        using CliFolder folder = new();
        await using LockedPortal portal = await StartAsync(new() { Lock = LockKind.Basic });
        string password = wrong ?? portal.Password;
        using CliProcess run =
            CliProcess.StartAt(
                LockedRun.WithLogin(portal.Address, portal, wrong), folder, "VIDEO_SUBTITLES", "run", "video-subtitles", "--set",
                "MAX_RETRIES=0");
        await run.ExitAsync();

        Assert.NotEqual(0, run.ExitCode);
        Assert.True(wrong is null || run.Error.Contains("VIDEO_SUBTITLES_HTTP_PASSWORD", StringComparison.Ordinal), run.Output + run.Error);
        string right = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{portal.Username}:{portal.Password}"));
        Assert.Equal(wrong is null, portal.Authorizations.Any(each => each == $"Basic {right}"));
        LockedRun.AssertNowhere(LockedRun.Spellings(portal.Username, password), folder.Root, run.Output, run.Error);
    }

    private static Task<LockedPortal> StartAsync(LockedPortalOptions options) =>
        LockedPortal.StartAsync(options, TestContext.Current.CancellationToken);
}
