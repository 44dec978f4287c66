using BrowserScraper.Redaction;

namespace BrowserScraper.Progress;

/// <summary>
/// An event as everyone may see it: no secrets, and addresses as they are told. It is the one door to log, console, report, events.jsonl,
/// status and dashboard. Keys stay as they are, as readers know items by them, and so do the settings in force, which hold no secrets.
/// </summary>
internal static class ShownEvent
{
    public static RunEvent Of(RunEvent happened, RunSecrets secrets) => happened switch
    {
        RunEvent.Notice notice => notice with { Text = secrets.Told(notice.Text) },
        RunEvent.Fault fault =>
            fault with { Where = secrets.Told(fault.Where), Error = secrets.Told(fault.Error), Stack = secrets.Told(fault.Stack) },
        RunEvent.Recovery step => step with { Why = secrets.Told(step.Why) },
        RunEvent.DiscoveryEnded { Failure: { } failure } end => end with { Failure = secrets.Told(failure) },
        RunEvent.ItemStarted item => item with { Title = secrets.Told(item.Title) },
        RunEvent.ItemEnded item => item with { Reason = secrets.Told(item.Reason, item.Address) },
        RunEvent.GroupSkipped group => group with { Error = secrets.Told(group.Error) },
        RunEvent.BrowserRenewed renewed => renewed with { Why = secrets.Told(renewed.Why) },
        RunEvent.Paced pace => pace with { Why = secrets.Told(pace.Why) },
        RunEvent.HostAway host => host with { Why = secrets.Told(host.Why) },
        RunEvent.HostLeft host => host with { Why = secrets.Told(host.Why) },
        RunEvent.Stopping stopping => stopping with { Message = secrets.Told(stopping.Message) },
        RunEvent.RunEnded { Message: { } message } end => end with { Message = secrets.Told(message) },
        _ => happened,
    };
}
