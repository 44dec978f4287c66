using BrowserScraper.Items;

namespace BrowserScraper.Progress;

/// <summary>
/// An event as everyone may see it. Addresses lose user and password where they come in; what a page or an exception says of them besides loses them here.
/// </summary>
internal static class ShownEvent
{
    public static RunEvent Of(RunEvent happened) => happened switch
    {
        RunEvent.Notice notice when AddressLogin.MayHold(notice.Text) => notice with { Text = Shown(notice.Text) },
        RunEvent.Fault fault when AddressLogin.MayHold(fault.Error) || AddressLogin.MayHold(fault.Stack) => fault with { Error = Shown(fault.Error), Stack = Shown(fault.Stack) },
        RunEvent.Recovery step when AddressLogin.MayHold(step.Why) => step with { Why = Shown(step.Why) },
        RunEvent.DiscoveryEnded { Failure: { } failure } end when AddressLogin.MayHold(failure) => end with { Failure = Shown(failure) },
        RunEvent.ItemEnded item when AddressLogin.MayHold(item.Reason) => item with { Reason = Shown(item.Reason) },
        RunEvent.GroupSkipped group when AddressLogin.MayHold(group.Error) => group with { Error = Shown(group.Error) },
        RunEvent.HostAway host when AddressLogin.MayHold(host.Why) => host with { Why = Shown(host.Why) },
        RunEvent.HostLeft host when AddressLogin.MayHold(host.Why) => host with { Why = Shown(host.Why) },
        RunEvent.Stopping stopping when AddressLogin.MayHold(stopping.Message) => stopping with { Message = Shown(stopping.Message) },
        RunEvent.RunEnded { Message: { } message } end when AddressLogin.MayHold(message) => end with { Message = Shown(message) },
        _ => happened,
    };

    private static string Shown(string text) => AddressLogin.RemovedFrom(text);
}
