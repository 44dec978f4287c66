using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Steering;

namespace BrowserScraper.Run;

/// <summary>The station "site away" of a run: tells what it finds, and ends the run where nothing else is to do.</summary>
internal sealed class SiteWatch : IDisposable
{
    private readonly HostProbe probe;

    public SiteWatch(JobPlan plan, RunEventStream events, TimeProvider time)
    {
        probe = new(time);
        Hosts = new(plan.Settings.SiteAwayLimit, probe.AskAsync, notice => events.Publish(EventOf(notice)), time);
    }

    public HostWatch Hosts { get; }

    /// <summary>Called when all else is settled: hosts that were away for too long have left something to do.</summary>
    public void StopWhereLeft(RunControl control)
    {
        if (Hosts.Left is { Count: > 0 } left)
        {
            control.Stop(
                StopReason.SiteUnavailable,
                $"{string.Join(", ", left)} has not answered for as long as SITE_AWAY_LIMIT allows; what needs it is still to do",
                TimeSpan.Zero);
        }
    }

    public void Dispose()
    {
        Hosts.Dispose();
        probe.Dispose();
    }

    private static RunEvent EventOf(HostNotice notice) => notice switch
    {
        HostNotice.Away away => new RunEvent.HostAway(away.Host, away.Why),
        HostNotice.Back back => new RunEvent.HostBack(back.Host, back.After),
        HostNotice.Left left => new RunEvent.HostLeft(left.Host, left.After, left.Why),
        _ => throw new InvalidOperationException($"no event for {notice}"),
    };
}
