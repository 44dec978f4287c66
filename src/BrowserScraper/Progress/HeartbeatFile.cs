namespace BrowserScraper.Progress;

/// <summary>Keeps a run's <see cref="Heartbeat"/> in its folder for as long as it lasts; disposed, it takes the file away.</summary>
internal sealed class HeartbeatFile : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource ending = new();
    private readonly PeriodicTimer timer;
    private readonly string path;
    private readonly Func<RunStatus> status;
    private readonly Action<string, Exception> failed;
    private readonly TimeProvider time;
    private readonly Task beating;

    /// <param name="runFolder">Where it is.</param>
    /// <param name="status">How the run stands.</param>
    /// <param name="failed">Told what makes a beat fail; the next one is tried all the same.</param>
    /// <param name="time">The clock.</param>
    public HeartbeatFile(string runFolder, Func<RunStatus> status, Action<string, Exception> failed, TimeProvider time)
    {
        this.failed = failed;
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

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The checkpoint meets the same disk and stops the run with a message.
        }
        catch (Exception fault)
        {
            failed("the heartbeat", fault);
        }
    }
}
