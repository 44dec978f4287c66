using System.Text;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>What a driver's start takes from this process, and what it leaves as it was.</summary>
public sealed class DriverEnvironmentTests
{
    [Fact]
    public async Task StartAsync_SecretsAmongTheVariables_ReachNeitherDriverNorBrowser()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what a process was started with stands in /proc, which Linux alone has");
        string secret = $"secret{Guid.NewGuid():n}";
        string passed = $"passed{Guid.NewGuid():n}";
        string[] hidden = ["SHOP_PASSWORD", "SHOP_USERNAME", "SERVER_TOKEN", "NODE_AUTH_TOKEN", "SOMETHING_ELSE"];
        Array.ForEach(hidden, name => Environment.SetEnvironmentVariable(name, secret));
        Environment.SetEnvironmentVariable("XDG_TEST_MARK", $"{passed} 'with' \"quotes\" $HOME");
        IPlaywright driver = await Driver.StartAsync();
        try
        {
            await using BrowserHost host = new(new(), _ => { }, _ => { }, (_, _) => { }, TimeProvider.System);
            IBrowser browser = await host.GetAsync(TestContext.Current.CancellationToken);
            Assert.True(browser.IsConnected);

            string[] environments = [.. EnvironmentsOfOthers()];
            Assert.DoesNotContain(environments, each => each.Contains(secret, StringComparison.Ordinal));
            // two drivers, a browser
            Assert.InRange(
                environments.Count(each => each.Contains($"XDG_TEST_MARK={passed} 'with' \"quotes\" $HOME\0", StringComparison.Ordinal)), 3,
                int.MaxValue);
            Assert.Contains(
                environments, each => each.Contains(passed, StringComparison.Ordinal)
                && each.Contains("PW_LANG_NAME=", StringComparison.Ordinal));
            Assert.All(hidden, name => Assert.Equal(secret, Environment.GetEnvironmentVariable(name)));
            Assert.DoesNotContain(
                "BrowserScraper/start", Environment.GetEnvironmentVariable("PLAYWRIGHT_NODEJS_PATH") ?? "", StringComparison.Ordinal);
        }
        finally
        {
            Driver.End(driver);
            Array.ForEach([.. hidden, "XDG_TEST_MARK"], name => Environment.SetEnvironmentVariable(name, null));
        }
    }

    /// <summary>
    /// Playwright's start would have flushed and replaced them, under locks that a line written at that moment waits for: for ever, in 1 of
    /// 6 starts.
    /// </summary>
    [Fact]
    public async Task StartAsync_Console_KeepsItsWriters()
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        Driver.End(await Driver.StartAsync());

        Assert.Same(output, Console.Out);
        Assert.Same(error, Console.Error);
    }

    /// <summary>It would have been looked for, installed and started in vain.</summary>
    [Fact]
    public async Task GetAsync_WindowWithoutADisplay_SaysSoBeforeABrowserIsLookedFor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a window needs a display there alone");
        string[] names = ["DISPLAY", "WAYLAND_DISPLAY"];
        string?[] before = [.. names.Select(Environment.GetEnvironmentVariable)];
        Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, null));
        List<string> told = [];
        try
        {
            await using BrowserHost host = new(
                new() { Headless = false, MayInstall = true }, told.Add, _ => { }, (_, _) => { }, TimeProvider.System);
            RunStopException stop = await Assert.ThrowsAsync<RunStopException>(() => host.GetAsync(TestContext.Current.CancellationToken));

            Assert.Equal(StopReason.MachineLacks, stop.Reason);
            Assert.StartsWith("HEADLESS=false shows a window, and there is no display", stop.Message, StringComparison.Ordinal);
            Assert.Empty(told);
        }
        finally
        {
            Array.ForEach([.. names.Zip(before)], each => Environment.SetEnvironmentVariable(each.First, each.Second));
        }
    }

    private static IEnumerable<string> EnvironmentsOfOthers()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc")
            .Where(path => int.TryParse(Path.GetFileName(path), out int id) && id != Environment.ProcessId))
        {
            string? environment = null;
            try
            {
                environment = File.ReadAllText(Path.Combine(folder, "environ"), Encoding.UTF8);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is somebody else's.
            }

            if (environment is not null)
            {
                yield return environment;
            }
        }
    }
}
