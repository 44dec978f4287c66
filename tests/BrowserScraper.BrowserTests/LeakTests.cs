using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Leaks;
using BrowserScraper.Items;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Redaction;

namespace BrowserScraper.BrowserTests;

/// <summary>A portal tells every secret in every way that it has; nothing of it is written anywhere.</summary>
public sealed class LeakTests
{
    private const string Symbols = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ a0!\"#$%&'()*+,-./:;<=>?@[]^_`{|}";

    [Fact]
    public async Task Run_PortalTellsPasswordCookieAndToken_NothingWrittenHoldsThem()
    {
        using TemporaryFolder folder = new();
        LeakyPortalOptions options = new() { Spell = secret => SpellingsOfOthers.Of(secret).Values };
        await using LeakyPortal portal = await LeakyPortal.StartAsync(options, TestContext.Current.CancellationToken);
        LeakRun first = await LeakRun.OfAsync(portal, folder.Root);
        LeakRun again = await LeakRun.OfAsync(portal, folder.Root); // from the stored session: the browser is given the whole storage state

        Assert.Equal((1, 1), (first.Report.Done, first.Report.Skipped));
        Assert.InRange(first.Report.Failures.Count, 6, 8);
        Assert.NotEmpty(TracesOf(first));
        Assert.NotEmpty(TracesOf(again));
        Assert.All(TracesOf(again),
            trace => Assert.Contains(ZipFile.OpenRead(trace).Entries, entry => entry.Name.EndsWith(".trace", StringComparison.Ordinal)));
        first.AssertKeeps(options.Username, options.Password, options.Cookie, options.Token);
        again.AssertKeeps(options.Username, options.Password, options.Cookie, options.Token);
        Assert.Contains(again.Written(), each => each.Text.Contains("[removed]", StringComparison.Ordinal));
        Assert.DoesNotContain(
            again.Log.Lines, line => Regex.IsMatch(line, @"://\S*/(?:deny|login|file)\?", RegexOptions.None, TimeSpan.FromSeconds(10)));
        Assert.Contains(first.Log.Lines, line => line.Contains(":9/file)", StringComparison.Ordinal)); // told, without its query
        Assert.Contains(again.Log.Lines, line => line.Contains("/item?kind=redirect", StringComparison.Ordinal)); // an item's own, with it
    }

    [Fact]
    public async Task Run_SiteRefusesAndQuotesThePassword_NobodyElseDoes()
    {
        using TemporaryFolder folder = new();
        LeakyPortalOptions options = new() { RefusesEverybody = true, Spell = secret => SpellingsOfOthers.Of(secret).Values };
        await using LeakyPortal portal = await LeakyPortal.StartAsync(options, TestContext.Current.CancellationToken);
        LeakRun run = await LeakRun.OfAsync(portal, folder.Root);

        Assert.Equal(StopReason.SignInRefused, run.Report.Stopped);
        Assert.Contains("is not your password", run.Report.Message, StringComparison.Ordinal);
        run.AssertKeeps(options.Username, options.Password);
    }

    [Theory]
    [InlineData("a1")]
    [InlineData("true")]
    [InlineData(Symbols)]
    public async Task Run_OddPassword_IsKeptAndTheRestStaysReadable(string password)
    {
        using TemporaryFolder folder = new();
        LeakyPortalOptions options = new() { Password = password, Spell = secret => SpellingsOfOthers.Of(secret).Values };
        await using LeakyPortal portal = await LeakyPortal.StartAsync(options, TestContext.Current.CancellationToken);
        LeakRun run = await LeakRun.OfAsync(portal, folder.Root);

        run.AssertKeeps(options.Username, [.. new[] { password }.Where(each => each.Length >= 6), options.Cookie, options.Token]);
        Assert.Equal((1, 1), (run.Report.Done, run.Report.Skipped));

        // JSON stays JSON, with its literals and its keys.
        string events = await File.ReadAllTextAsync(Path.Combine(run.Folder, "events.jsonl"), TestContext.Current.CancellationToken);
        Assert.All(events.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonDocument.Parse(line).Dispose());
        Assert.Contains("true", events, StringComparison.Ordinal);
        Assert.All(LeakyPortal.Kinds, kind => Assert.Contains($"\"{kind}\"", events, StringComparison.Ordinal));
        using JsonDocument report = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(run.Folder, "report.json"), TestContext.Current.CancellationToken));

        // The log tells what happened, and whole words are all that is missing.
        Assert.Contains(run.Log.Lines, line => line.Contains(run.Report.Run, StringComparison.Ordinal));
        Assert.Contains(run.Log.Lines, line => line.Contains("headless=true", StringComparison.Ordinal));
        Assert.All(LeakyPortal.Kinds, kind => Assert.Contains(run.Log.Lines, line => line.Contains(kind, StringComparison.Ordinal)));
        Assert.DoesNotContain(
            run.Log.Lines, line => Regex.IsMatch(line, @"\w\[removed\]\w", RegexOptions.None, TimeSpan.FromSeconds(10))
            && !line.Contains("the page says", StringComparison.Ordinal));
        foreach (string trace in TracesOf(run))
        {
            using ZipArchive archive = await ZipFile.OpenReadAsync(trace, TestContext.Current.CancellationToken);
            using StreamReader lines = new(archive.Entries.Single(entry => entry.Name.EndsWith(".trace", StringComparison.Ordinal)).Open());
            string[] all = (await lines.ReadToEndAsync(TestContext.Current.CancellationToken))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(all,
                line => Assert.DoesNotContain(
                    "removed", JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()!, StringComparison.Ordinal));
        }
    }

    private static string[] TracesOf(LeakRun run) => Directory.GetFiles(run.Folder, "trace.zip", SearchOption.AllDirectories);
}
