using BrowserScraper.Items;
using BrowserScraper.Planning;

namespace BrowserScraper.Tests.Server;

/// <summary>Has a portal for the first run alone: the second one ends before a browser starts.</summary>
internal sealed class OnePortal : IDemoPortals
{
    private int started;

    public int Started => started;

    public IReadOnlyList<string> Given => [];

    public Task<DemoPortal> StartAsync(string script, CancellationToken stopping) => Interlocked.Increment(ref started) == 1
        ? Service.Portals.StartAsync(script, stopping)
        : throw new RunStopException(StopReason.BadUsage, "it was taken up");
}
