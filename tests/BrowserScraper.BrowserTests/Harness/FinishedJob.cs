using BrowserScraper.Cli.Chaos;
using BrowserScraper.Cli.Demo;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>A job that has run to its end, to be copied and damaged.</summary>
public sealed class FinishedJob : IAsyncLifetime
{
    public const int Items = 6;

    private readonly TemporaryFolder folder = new();
    private WatchedPortal? portal;

    internal WatchedPortal Portal => portal!;

    internal DealerPortal Dealer => (DealerPortal)Portal.Portal;

    public async ValueTask InitializeAsync()
    {
        portal = await WatchedPortal.StartAsync(
            new DemoArguments(Items, Items, 0, Seed: 1, Faults: []), "dealer-inventory", TimeProvider.System,
            TestContext.Current.CancellationToken);
        JobRun run = await JobRun.OfAsync(Dealer, folder.Root);
        Assert.Equal(Items, run.Report.Done);
    }

    /// <summary>Copies the data folder.</summary>
    internal void CopyTo(string data)
    {
        foreach (string path in Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(data, Path.GetRelativePath(folder.Root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        folder.Dispose();
    }
}
