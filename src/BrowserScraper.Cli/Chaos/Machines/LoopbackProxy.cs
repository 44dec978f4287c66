using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>
/// The network between a machine and its database: it can be cut, so that every connection breaks and none can be made, or stall, so that
/// nothing comes through and nobody is told. What was sent before a stall arrives after it. Members may be called concurrently.
/// </summary>
internal sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Lock gate = new();
    private readonly List<TcpClient> open = [];
    private readonly string host;
    private readonly int target;
    private readonly Task accepting;
    private TaskCompletionSource flowing = Flowing();
    private bool isCut;
    private readonly NextTime answered = new();
    private string? awaited;

    /// <param name="target">The port of the database.</param>
    /// <param name="host">Where that is. Default: on this machine.</param>
    public LoopbackProxy(int target, string host = "127.0.0.1")
    {
        (this.target, this.host) = (target, host);
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens on this machine.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Breaks every connection, and lets nobody in.</summary>
    public void Cut()
    {
        TcpClient[] all;
        lock (gate)
        {
            isCut = true;
            all = [.. open];
            open.Clear();
        }

        foreach (TcpClient each in all)
        {
            each.Dispose();
        }
    }

    /// <summary>Nothing comes through any more.</summary>
    public void Stall()
    {
        lock (gate)
        {
            flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Everything comes through again.</summary>
    public void Mend()
    {
        lock (gate)
        {
            isCut = false;
            flowing.TrySetResult();
        }
    }

    /// <summary>
    /// The next time the machine says this, it reaches the database, and its answer is lost: the network is cut then. Completes when that
    /// has happened.
    /// </summary>
    public Task CutAfterAsync(string said) => AfterAsync(said, Cut);

    /// <summary>
    /// The next time the machine says this, it reaches the database, and something happens before the answer comes back. Completes when it
    /// has happened. Only one thing is waited for at a time.
    /// </summary>
    public Task AfterAsync(string said, Action happens)
    {
        lock (gate)
        {
            awaited = said;
            return answered.DoAsync(happens);
        }
    }

    /// <summary>What has not happened yet is waited for no more.</summary>
    /// <returns>Whether there was such a thing.</returns>
    public bool Forget() => answered.Forget();

    public async ValueTask DisposeAsync()
    {
        Cut();
        Mend();
        listener.Stop();
        await accepting;
        listener.Dispose();
    }

    private static TaskCompletionSource Flowing()
    {
        TaskCompletionSource free = new();
        free.SetResult();
        return free;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient come = await listener.AcceptTcpClientAsync();
                _ = CarryAsync(come);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private async Task CarryAsync(TcpClient machine)
    {
        using TcpClient database = new();
        using (machine)
        {
            try
            {
                lock (gate)
                {
                    ObjectDisposedException.ThrowIf(isCut, machine);
                    open.AddRange([machine, database]);
                }

                await database.ConnectAsync(host, target);
                bool isSaid = false;
                await Task.WhenAny(
                    PumpAsync(machine, database, bytes => isSaid = IsAwaited(bytes) || isSaid),
                    PumpAsync(database, machine, _ => HappenWhere(isSaid)));
            }
            catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Both sides see it.
            }
            finally
            {
                lock (gate)
                {
                    open.Remove(machine);
                    open.Remove(database);
                }
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Action<ReadOnlyMemory<byte>> see)
    {
        byte[] buffer = new byte[65536];
        try
        {
            for (int count; (count = await from.GetStream().ReadAsync(buffer)) > 0;)
            {
                await Flow();
                see(buffer.AsMemory(0, count));
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side is told by the end of this one.
        }
    }

    private Task Flow()
    {
        lock (gate)
        {
            return flowing.Task;
        }
    }

    /// <summary>The database has answered what was waited for.</summary>
    private void HappenWhere(bool isSaid)
    {
        if (isSaid)
        {
            answered.Happen();
        }
    }

    private bool IsAwaited(ReadOnlyMemory<byte> said)
    {
        lock (gate)
        {
            return awaited is not null && said.Span.IndexOf(Encoding.ASCII.GetBytes(awaited)) >= 0;
        }
    }
}
