namespace BrowserScraper.Pacing;

/// <summary>What a <see cref="HostWatch"/> knows of one host. Not concurrent; its owner sees to that.</summary>
internal sealed class WatchedHost(string name)
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    public string Name => name;

    /// <summary>An address that it has answered in this run; null where it has answered none.</summary>
    public Uri? Good { get; private set; }

    /// <summary>Failures in a row.</summary>
    public int Faults { get; private set; }

    public string Why { get; private set; } = "";

    /// <summary>The first of these failures.</summary>
    public DateTimeOffset Since { get; private set; }

    public bool IsAway { get; set; }

    /// <summary>It is not waited for any longer.</summary>
    public bool IsLeft { get; set; }

    /// <summary>Completes when the host answers again (true), or is left (false); null where nobody asks whether it does.</summary>
    public TaskCompletionSource<bool>? Asked { get; set; }

    /// <summary>When the newest request began that has shown the host to be there.</summary>
    public DateTimeOffset Proof { get; private set; } = DateTimeOffset.MinValue;

    private DateTimeOffset LastFault { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Counts a failure, but where a request hung that is older than the newest proof: it tells of what is over.</summary>
    /// <returns>False where it does not count.</returns>
    public bool Count(string why, DateTimeOffset begun, DateTimeOffset now)
    {
        if (begun < Proof && now - begun > Slow)
        {
            return false;
        }

        Since = Faults == 0 && Asked is null ? now : Since;
        (Why, LastFault) = (why, now);
        Faults++;
        return true;
    }

    /// <summary>Takes an answer.</summary>
    /// <param name="address">What was asked for.</param>
    /// <param name="begun">When.</param>
    /// <param name="isProbe">Nobody asked but to know whether the host is there.</param>
    /// <returns>Whether it shows that the host is there: a server that goes down closes its door first, and may still answer over
    /// connections that are open.</returns>
    public bool Take(Uri address, DateTimeOffset begun, bool isProbe)
    {
        Good = isProbe ? Good : address;
        Faults = begun > LastFault ? 0 : Faults;
        bool proves = isProbe || (LastFault == DateTimeOffset.MinValue ? begun > Proof : begun > LastFault + Slow);
        Proof = proves ? begun : Proof;
        return proves;
    }
}
