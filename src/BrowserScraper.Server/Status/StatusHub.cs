using System.Text.Json;
using System.Threading.Channels;

namespace BrowserScraper.Server.Status;

/// <summary>
/// Composes and writes each snapshot once, for all clients: one a second, and one for each change, at most ten a second. A client has one
/// slot: whoever reads slowly gets the newest, and costs nobody anything. Members may be called concurrently.
/// </summary>
internal sealed class StatusHub : IAsyncDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<Channel<ReadOnlyMemory<byte>>> clients = [];
    private readonly StatusComposer composer;
    private readonly EventRing events;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ending = new();
    private readonly PeriodicTimer timer;
    private readonly Task pump;
    private long sent;
    private bool isBroken;

    public StatusHub(StatusComposer composer, EventRing events, TimeProvider time)
    {
        (this.composer, this.events, this.time) = (composer, events, time);
        timer = new(Shortest, time);
        pump = Task.Run(PumpAsync);
    }

    public int Clients
    {
        get
        {
            lock (gate)
            {
                return clients.Count;
            }
        }
    }

    public ReadOnlyMemory<byte> Compose() => JsonSerializer.SerializeToUtf8Bytes(composer.Compose(), ServiceJson.Options);

    /// <summary>The newest snapshot whenever there is a new one, beginning with the present one; ends with the service.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> WatchAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        Channel<ReadOnlyMemory<byte>> slot = Channel.CreateBounded<ReadOnlyMemory<byte>>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        slot.Writer.TryWrite(Compose());
        lock (gate)
        {
            clients.Add(slot);
            if (ending.IsCancellationRequested)
            {
                slot.Writer.TryComplete();
            }
        }

        try
        {
            await foreach (ReadOnlyMemory<byte> snapshot in slot.Reader.ReadAllAsync(stopping))
            {
                yield return snapshot;
            }
        }
        finally
        {
            lock (gate)
            {
                clients.Remove(slot);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await pump;
        timer.Dispose();
        ending.Dispose();
    }

    private async Task PumpAsync()
    {
        long last = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                if (Clients > 0 && (IsChanged() || time.GetElapsedTime(last) >= Longest))
                {
                    last = time.GetTimestamp();
                    Send();
                }
            }
        }
        catch (OperationCanceledException)
        {
            Send();
        }

        lock (gate)
        {
            clients.ForEach(slot => slot.Writer.TryComplete());
        }
    }

    // By the number, too: whoever asks for a snapshot of his own takes the change, and the clients would not hear of it.
    private bool IsChanged() => events.TakeChange() || events.Sequence != sent;

    private void Send()
    {
        try
        {
            StatusSnapshot snapshot = composer.Compose();
            byte[] message = JsonSerializer.SerializeToUtf8Bytes(snapshot, ServiceJson.Options);
            lock (gate)
            {
                clients.ForEach(slot => slot.Writer.TryWrite(message));
            }

            (sent, isBroken) = (snapshot.Sequence, false);
        }
        catch (Exception defect) // the clients wait for the next one, which may be better
        {
            if (!isBroken)
            {
                isBroken = true;
                events.Tell("", EventKind.Notice, null,
                    $"SERVICE: a defect keeps the status back: {defect.GetType().Name}: {defect.Message.Split('\n')[0]}");
            }
        }
    }
}
