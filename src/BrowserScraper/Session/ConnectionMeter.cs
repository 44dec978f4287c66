namespace BrowserScraper.Session;

/// <summary>
/// Adds up what a session's requests had of their connections, and gives account of each while. Members may be called concurrently.
/// </summary>
internal sealed class ConnectionMeter(TimeProvider time)
{
    /// <summary>Long enough for a few items on each page, short enough to matter in a run of half a minute.</summary>
    private static readonly TimeSpan While = TimeSpan.FromSeconds(1.5);

    /// <summary>Fewer tell nothing.</summary>
    private const int FewestRequests = 20;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Sum> hosts = new(StringComparer.Ordinal);
    private long begun = time.GetTimestamp();

    /// <returns>Where a while is over, the host whose requests waited most during it; else null.</returns>
    public HostLoad? Count(ConnectionUse use)
    {
        lock (gate)
        {
            Sum old = hosts.GetValueOrDefault(use.Host);
            Sum sum = hosts[use.Host] = new(old.Requests + 1, old.Waited + use.Waited, old.Used + use.Used);
            TimeSpan passed = time.GetElapsedTime(begun);
            if (passed < While || sum.Requests < FewestRequests)
            {
                return null;
            }

            (string host, Sum most) = hosts.MaxBy(each => each.Value.Waited);
            RestartUngated();
            return new(host, most.Requests / passed.TotalSeconds, most.Waited / passed, most.Used / passed);
        }
    }

    /// <summary>Forgets what was counted: things have changed since.</summary>
    public void Restart()
    {
        lock (gate)
        {
            RestartUngated();
        }
    }

    private void RestartUngated()
    {
        hosts.Clear();
        begun = time.GetTimestamp();
    }

    private readonly record struct Sum(int Requests, TimeSpan Waited, TimeSpan Used);
}
