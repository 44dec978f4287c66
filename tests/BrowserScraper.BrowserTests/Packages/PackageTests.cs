using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;

namespace BrowserScraper.BrowserTests.Packages;

/// <summary>What somebody has who knows nothing but the packages: docs/first-site.md as it stands there, and both templates.</summary>
/// <param name="home">An empty home, and the packages as feed.</param>
[Collection(typeof(InTheRepository))]
public sealed partial class PackageTests(PackedHome home)
{
    private static readonly FirstSitePage Page = new();

    [Fact]
    public async Task FirstSite_AsThePageTellsIt_FetchesThreeFilesAndThenAll()
    {
        string folder = home.NewFolder("first-site");
        string[] commands = [.. Page.Commands];
        Assert.Equal(["dotnet tool install", "scraper demo", "scraper new", "scraper try", "scraper run"], commands.Select(FirstWords));
        (await home.RunAsync(folder, commands[0])).AssertExit(0);
        using ShellCommand demo = await home.StartAsync(folder, commands[1].Replace("--port 8080", "--port 0", StringComparison.Ordinal));
        await Until.TrueAsync(() => demo.Output.Contains("Ctrl+C", StringComparison.Ordinal), "the demo portals' addresses");
        (await home.RunAsync(folder, commands[2])).AssertExit(0);
        Change(Path.Combine(folder, "my-site.cs"), Page.FillIn);
        Change(Path.Combine(folder, ".env"), env => SettingsFor(demo, env));
        await using DealerPortal same = await Portals.StartAsync(50);

        ShellCommand tried = (await home.RunAsync(folder, commands[3])).AssertExit(0);
        Assert.Contains(same.Vins().First(), tried.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "data")));
        (await home.RunAsync(folder, commands[4])).AssertExit(0);
        JobData job = new(Path.Combine(folder, "data"), "my-site");
        job.AssertHolds(same, same.Vins().Take(3));

        (await home.RunAsync(folder, "scraper run my-site.cs")).AssertExit(0);
        job.AssertHolds(same, same.Vins());
        (await home.RunAsync(folder, "dotnet run my-site.cs -- --data without-the-tool")).AssertExit(0);
        new JobData(Path.Combine(folder, "without-the-tool"), "my-site").AssertHolds(same, same.Vins());
    }

    [Fact]
    public async Task SiteTemplate_AsItIs_BuildsWithoutWarningsAndStarts()
    {
        string folder = home.NewFolder("site-template");
        (await home.RunAsync(folder, $"dotnet new install BrowserScraper.Templates@{PackedHome.Version} --force")).AssertExit(0);
        (await home.RunAsync(folder, "dotnet new browserscraper-site -n acme-orders")).AssertExit(0);

        AssertNoWarning(await home.RunAsync(folder, "dotnet build acme-orders.cs"));
        ShellCommand scripts = (await home.RunAsync(folder, "dotnet run --no-build acme-orders.cs -- scripts")).AssertExit(0);
        Assert.Contains("acme-orders: every order", scripts.Output, StringComparison.Ordinal);

        // Without its line, dotnet run switches off what reads types.
        string file = Path.Combine(folder, "acme-orders.cs");
        Change(file, text => text.Replace("#:property PublishAot=false\n", "", StringComparison.Ordinal));
        ShellCommand refused = (await home.RunAsync(folder, "dotnet run acme-orders.cs -- scripts")).AssertExit(2);
        Assert.Contains("put this line below `#:package`: #:property PublishAot=false", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkerTemplate_FilledIn_RunsOnATimerAndStopsInTime()
    {
        string folder = home.NewFolder("worker-template");
        (await home.RunAsync(folder, $"dotnet new install BrowserScraper.Templates@{PackedHome.Version} --force")).AssertExit(0);
        (await home.RunAsync(folder, "dotnet new browserscraper-worker -n my-worker")).AssertExit(0);
        string project = Path.Combine(folder, "my-worker");
        Change(Path.Combine(project, "MySite.cs"), Page.FillIn);
        AssertNoWarning(await home.RunAsync(project, "dotnet build"));

        await using DealerPortal portal = await Portals.StartAsync(24, TimeSpan.FromMilliseconds(50));
        string line = $"bin/Debug/net10.0/my-worker --EVERY=00:00:01 --MY_SITE_URL={portal.Address} "
            + $"--MY_SITE_USERNAME={portal.Username} --MY_SITE_PASSWORD={portal.Password}";
        using (ShellCommand worker = await home.StartAsync(project, line))
        {
            await Until.TrueAsync(() => portal.Stickers() >= 4, "4 stickers served");
            await StopAsync(worker);
        }

        using (ShellCommand worker = await home.StartAsync(project, line))
        {
            await Until.TrueAsync(() => worker.Output.Split(", 0 failed, 0 left").Length > 2, "the end of two runs");
            await StopAsync(worker);
        }

        new JobData(Path.Combine(project, "data"), "my-site").AssertHolds(portal, portal.Vins());
    }

    private static void Change(string file, Func<string, string> change) => File.WriteAllText(file, change(File.ReadAllText(file)));

    private static async Task StopAsync(ShellCommand worker)
    {
        long told = TimeProvider.System.GetTimestamp();
        await worker.TerminateAsync();
        await worker.EndAsync();
        worker.AssertExit(0);
        Assert.InRange(TimeProvider.System.GetElapsedTime(told), TimeSpan.Zero, TimeSpan.FromSeconds(12));
    }

    private static void AssertNoWarning(ShellCommand build) =>
        Assert.DoesNotContain(": warning ", build.AssertExit(0).Output, StringComparison.Ordinal);

    private static string FirstWords(string command)
    {
        string[] words = command.Split(' ');
        return string.Join(' ', words.Take(words[0] == "dotnet" ? 3 : 2));
    }

    /// <summary>The page's lines, with what this portal has printed; they are the three that stand there empty.</summary>
    private static string SettingsFor(ShellCommand demo, string env)
    {
        foreach (string line in Page.Settings.Split('\n'))
        {
            (string name, string value) = (line.Split('=')[0], line.Split('=', 2)[1]);
            string printed = DealerSetting().Matches(demo.Output)
                .Single(each => each.Groups["name"].Value == name["MY_SITE_".Length..]).Groups["value"].Value;
            Assert.Equal(name.EndsWith("_URL", StringComparison.Ordinal) ? "http://127.0.0.1:8080/" : printed, value.Trim('\''));
            string filledIn = line.Replace(value.Trim('\''), printed, StringComparison.Ordinal);
            env = Regex.Replace(env, $"^{name}=.*$", filledIn, RegexOptions.Multiline);
        }

        Assert.Equal(Page.Settings.Split('\n').Length, DealerValue().Count(env));
        return env;
    }

    [GeneratedRegex(@"DEALER_INVENTORY_(?<name>[A-Z]+)=(?<value>\S+)")]
    private static partial Regex DealerSetting();

    [GeneratedRegex("^MY_SITE_[A-Z]+=.+$", RegexOptions.Multiline)]
    private static partial Regex DealerValue();
}
