using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Progress;
using BrowserScraper.Steering;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>One machine: a run with its own folder, and its own way to the database.</summary>
internal sealed class SharedMachine(DealerPortal portal, string data, PostgresOptions options) : IRunEventReader, IAsyncDisposable
{
    public PostgresJobStore Store { get; } = new(options);

    public RunControl Control { get; } = new(TimeProvider.System);

    /// <summary>Told of everything.</summary>
    public Action<RunEvent> Told { get; set; } = _ => { };

    /// <summary>It has been told that the other one reads the list.</summary>
    public Action Waits { get; set; } = () => { };

    public Action Settled { get; set; } = () => { };

    /// <param name="settings">As <c>NAME=VALUE</c>; where they say nothing else, it has one page.</param>
    public Task<JobRun> RunAsync(params string[] settings) => JobRun.OfAsync(
        JobRun.DealerScript(portal), data, Store, Control, [this],
        Array.Exists(settings, each => each.StartsWith("CONCURRENT_PAGES=", StringComparison.Ordinal))
            ? settings : ["CONCURRENT_PAGES=1", .. settings]);

    /// <summary>A machine whose job is the folder's; it is given up for dead after 5 s.</summary>
    public static SharedMachine Of(DealerPortal portal, CliFolder folder, string connection, string name) => new(
        portal, Path.Combine(folder.Root, name), new(connection, Path.Combine(folder.Root, "shared"))
        {
            Schema = $"m_{Path.GetFileName(folder.Root).Replace('-', '_').ToLowerInvariant()}",
            Heartbeat = TimeSpan.FromSeconds(0.5),
            Lease = TimeSpan.FromSeconds(5),
        });

    public void Read(RunEvent happened)
    {
        Told(happened);
        switch (happened)
        {
            case RunEvent.Notice { Text: var text } when text.StartsWith("LIST: ", StringComparison.Ordinal): Waits(); break;
            case RunEvent.ItemEnded { State: ItemState.Done }: Settled(); break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Control.Dispose();
    }
}
