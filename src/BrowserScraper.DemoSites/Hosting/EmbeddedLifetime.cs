using Microsoft.Extensions.Hosting;

namespace BrowserScraper.DemoSites.Hosting;

/// <summary>
/// Leaves Ctrl+C to the program; the default lifetime would stop the portal under a run that still saves its
/// state.
/// </summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
