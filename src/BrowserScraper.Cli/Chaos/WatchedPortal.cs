using System.Net;
using System.Net.Sockets;
using BrowserScraper.Cli.Demo;
using BrowserScraper.DemoSites;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Chaos;

/// <summary>A demo portal that can be started again on its port, and what it has served over all its lives. Not concurrent.</summary>
internal sealed class WatchedPortal : IAsyncDisposable
{
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, byte[]> right = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> servedBefore = new(StringComparer.Ordinal);
    private readonly DemoArguments arguments;
    private readonly string script;
    private readonly TimeProvider time;
    private IDemoPortal portal;
    private int requestsBefore;

    private WatchedPortal(DemoArguments arguments, string script, IDemoPortal portal, TimeProvider time)
    {
        this.arguments = arguments;
        this.script = script;
        this.portal = portal;
        this.time = time;
    }

    public IDemoPortal Portal => portal;

    /// <summary>The keys of all items that it has.</summary>
    public IReadOnlyList<string> Keys => portal switch
    {
        DealerPortal dealer => [.. dealer.Vehicles.Select(vehicle => vehicle.Vin)],
        BookPortal books => [.. books.Books.Select(book => book.Id)],
        _ => throw Unknown(),
    };

    public int Requests => requestsBefore + RequestsNow;

    /// <summary>Files sent whole, repetitions included.</summary>
    public int FilesServed => servedBefore.Values.Sum() + ServedNow.Values.Sum();

    private int RequestsNow => portal is DealerPortal dealer ? dealer.Counts.Requests : ((BookPortal)portal).Counts.Requests;

    private IReadOnlyDictionary<string, int> ServedNow =>
        portal is DealerPortal dealer ? dealer.Counts.StickersServed : ((BookPortal)portal).Counts.EpubsServed;

    /// <exception cref="RunStopException">The script has no portal that can be compared with, or an option is wrong.</exception>
    public static async Task<WatchedPortal> StartAsync(
        DemoArguments arguments, string script, TimeProvider time, CancellationToken stopping)
    {
        IDemoPortal first = await arguments.StartAsync(script, port: 0, stopping);
        if (first is DealerPortal or BookPortal)
        {
            return new(arguments, script, first, time);
        }

        await first.DisposeAsync();
        throw Unknown();
    }

    /// <summary>How many items have had their file sent whole at least once.</summary>
    public int ItemsServed() => ServedNow.Keys.Union(servedBefore.Keys).Count();

    /// <summary>How often an item's file was sent whole.</summary>
    public int TimesServed(string key) => servedBefore.GetValueOrDefault(key) + ServedNow.GetValueOrDefault(key);

    /// <summary>The name that an item's file has in the job's folder.</summary>
    public string FileNameOf(string key) => portal is DealerPortal ? $"{key}.pdf" : $"{key}.epub";

    /// <summary>The right bytes of an item's file.</summary>
    public byte[] BytesOf(string key)
    {
        if (!right.TryGetValue(key, out byte[]? bytes))
        {
            right[key] = bytes = portal is DealerPortal dealer ? dealer.StickerOf(key) : ((BookPortal)portal).EpubOf(key);
        }

        return bytes;
    }

    /// <summary>
    /// Goes away, turns so many visitors away at the door (or as many as come within seconds), and comes back without its sessions.
    /// </summary>
    public async Task RestartAsync(int visitors, CancellationToken stopping)
    {
        int port = portal.Address.Port;
        await portal.DisposeAsync();
        requestsBefore += RequestsNow;
        foreach ((string key, int times) in ServedNow)
        {
            servedBefore[key] = servedBefore.GetValueOrDefault(key) + times;
        }

        await TurnAwayAsync(port, visitors, stopping);
        portal = await AgainAsync(() => arguments.StartAsync(script, port, stopping), stopping);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    private async Task TurnAwayAsync(int port, int visitors, CancellationToken stopping)
    {
        using CancellationTokenSource over = new(LongestOutage, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stopping);
        using TcpListener door = await AgainAsync(() =>
        {
            TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return Task.FromResult(listener);
        }, stopping);
        try
        {
            for (int visitor = 0; visitor < visitors; visitor++)
            {
                using Socket socket = await door.AcceptSocketAsync(end.Token);
                socket.LingerState = new(enable: true, seconds: 0); // the visitor sees its connection reset
            }
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Nobody else came by.
        }
    }

    /// <summary>A port may need a moment until it can be taken again.</summary>
    private async Task<T> AgainAsync<T>(Func<Task<T>> take, CancellationToken stopping)
    {
        long started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await take();
            }
            catch (Exception exception)
                when (exception is SocketException or RunStopException && time.GetElapsedTime(started) < LongestOutage)
            {
                await Task.Delay(Interval, time, stopping);
            }
        }
    }

    private static RunStopException Unknown() =>
        new(StopReason.BadUsage, "chaos knows the demo portals of dealer-inventory and book-library only");
}
