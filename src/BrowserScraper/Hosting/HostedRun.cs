using BrowserScraper.Planning;
using Microsoft.Extensions.Hosting;

namespace BrowserScraper.Hosting;

/// <summary>One run as a background service: begins with the host, and stops resumable with it.</summary>
internal sealed class HostedRun(RunService runs, RunRequest request, IHostApplicationLifetime lifetime, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan SaveLimit = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource aborting = new();

    /// <param name="cancellationToken">
    /// Cancelled when the host waits no longer: what is in flight is ended then, and only saving gets a little more time.
    /// </param>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { IsCompleted: false } run)
        {
            await aborting.CancelAsync();
            await Task.WhenAny(run, Task.Delay(SaveLimit, time, CancellationToken.None));
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        aborting.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host stops its services one after the other, and each run would take its grace in turn.
        using CancellationTokenSource stopping =
            CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await runs.RunAsync(request, stopping.Token, aborting.Token);
    }
}
