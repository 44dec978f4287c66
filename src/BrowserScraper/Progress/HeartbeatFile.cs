namespace BrowserScraper.Progress;

/// <summary>Keeps a run's <see cref="Heartbeat"/> in its folder for as long as it lasts; disposed, it takes the file away.</summary>
internal sealed class HeartbeatFile : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource ending = new();
    private readonly PeriodicTimer timer;
    private readonly string path;
    private readonly Func<RunStatus> status;
    private readonly TimeProvider time;
    private readonly Task beating;

    public HeartbeatFile(string runFolder, Func<RunStatus> status, TimeProvider time)
    {
        path = Path.Combine(runFolder, Heartbeat.FileName);
        this.status = status;
        this.time = time;
        timer = new(Interval, time);
        beating = BeatAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await beating;
        timer.Dispose();
        ending.Dispose();
        Try(() => File.Delete(path));
    }

    private async Task BeatAsync()
    {
        try
        {
            do
            {
                Try(() => RunJson.Save(path, Heartbeat.Of(status(), time.GetUtcNow())));
            }
            while (await timer.WaitForNextTickAsync(ending.Token));
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The checkpoint meets the same disk and stops the run with a message.
        }
    }
}
