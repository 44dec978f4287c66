namespace BrowserScraper.Session;

/// <summary>How busy a session's connections to one host were during a while.</summary>
/// <param name="Host">The host, with its port.</param>
/// <param name="Rate">Answers a second.</param>
/// <param name="Waiting">How many of them waited for a connection at a time, on average.</param>
/// <param name="Busy">How many connections were in use at a time, on average.</param>
internal sealed record HostLoad(string Host, double Rate, double Waiting, double Busy)
{
    /// <summary>The share of their time that requests waited for a connection, 0 to 1.</summary>
    public double WaitingShare => Waiting + Busy > 0 ? Waiting / (Waiting + Busy) : 0;
}
