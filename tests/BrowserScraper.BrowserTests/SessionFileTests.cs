using System.Text.Json;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Books;

namespace BrowserScraper.BrowserTests;

/// <summary>What outlives a run: the session in its file, and nothing of it anywhere else.</summary>
public sealed class SessionFileTests
{
    [Fact]
    public async Task Run_KilledBetweenRotationAndSave_NextRunSignsInAgainAndCompletes()
    {
        using CliFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 12, ReuseDetection = true });
        using (CliProcess killed = CliProcess.Start(portal, folder, "run", "book-library", "--set", "TOKEN_SAVE_INTERVAL=10000"))
        {
            await Until.TrueAsync(() => killed.HasExited || portal.Counts.EpubsServed.Count >= 3, "three books served");
            await killed.KillAsync();
        }

        using CliProcess next = await CliProcess.RunAsync(portal, folder, "run", "book-library", "--set", "MAX_RETRIES=0");

        next.AssertExit(0);
        Assert.Equal(3, portal.Counts.SignIns); // the first run tried an older token, which this site answers by ending the session
        BookRun.AssertHolds(folder.Data, portal);
    }

    [Fact]
    public async Task Run_SignedOutInBetween_LeavesNoSecretOutsideTheSessionFile()
    {
        using CliFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 8, EndSessionAfterRequests = 40, SessionEnds = 1 });
        using CliProcess run = await CliProcess.RunAsync(portal, folder, "run", "book-library", "--json", "--set", "TOKEN_SAVE_INTERVAL=1");

        run.AssertExit(0);
        string[] secrets = [portal.Password, .. CookiesIn(BookRun.SessionFile(folder.Data))];
        Assert.InRange(secrets.Length, 2, 10);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, run.Output + run.Error, StringComparison.Ordinal));
        string[] files =
            [.. Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories)
            .Where(file => file != BookRun.SessionFile(folder.Data))];
        Assert.Contains(files, file => file.EndsWith("download_errors.log", StringComparison.Ordinal));
        Assert.All(files,
            file => Assert.DoesNotContain(
                secrets, secret => File.ReadAllText(file, System.Text.Encoding.Latin1).Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_RefusedSignIn_ShowsNoPassword()
    {
        using CliFolder folder = new() { Password = "wrong-page-77" };
        await using BookPortal portal = await StartAsync(new() { Books = 2 });
        using CliProcess run = await CliProcess.RunAsync(portal, folder, "run", "book-library");

        run.AssertExit(3);
        run.AssertNoStackTrace();
        Assert.DoesNotContain("wrong-page-77", run.Output + run.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> CookiesIn(string session)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(session));
        return [.. document.RootElement.GetProperty("cookies").EnumerateArray().Select(cookie => cookie.GetProperty("value").GetString()!)];
    }

    private static Task<BookPortal> StartAsync(BookPortalOptions options) =>
        BookPortal.StartAsync(options, TestContext.Current.CancellationToken);
}
