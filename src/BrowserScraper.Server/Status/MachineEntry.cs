using BrowserScraper.Stores;

namespace BrowserScraper.Server.Status;

/// <summary>A machine that works on a job, or did in its last run.</summary>
/// <param name="Host">What it calls itself.</param>
/// <param name="Process">The process id there.</param>
/// <param name="State">What it is about.</param>
/// <param name="Since">Since when it works, or did.</param>
/// <param name="Until">When it left, or was last heard of before it was killed; null while it is at work.</param>
/// <param name="Pages">With how many pages it works; null where that is not known.</param>
/// <param name="Done">Items that it has brought to done in this run.</param>
/// <param name="PerMinute">The same a minute; null where that is not known yet.</param>
/// <param name="HeardSeconds">How many seconds ago its last heartbeat was, by the database's clock; null where it is not at work.</param>
/// <param name="ClockOffset">How many seconds its clock is ahead of the database's; null where that is not known.</param>
/// <param name="Version">Its program's.</param>
internal sealed record MachineEntry(
    string Host, int Process, MachineState State, DateTimeOffset? Since, DateTimeOffset? Until, int? Pages, int? Done, double? PerMinute,
    double? HeardSeconds, double? ClockOffset, string? Version)
{
    /// <param name="machine">As the store tells.</param>
    /// <param name="now">By the store's clock.</param>
    public static MachineEntry Of(MachineView machine, DateTimeOffset now) => new(
        machine.Host, machine.Process, StateOf(machine), machine.Since, machine.Left ?? (machine.IsLost ? machine.Heard : null),
        machine.Pages, machine.Items, machine.PerMinute is { } rate ? Math.Round(rate, 1) : null,
        machine is { IsAtWork: true, Heard: { } heard } ? Math.Round(Math.Max(0, (now - heard).TotalSeconds), 1) : null,
        // no -0
        machine.ClockOffset is { } offset ? Math.Round(offset.TotalSeconds, 1) + 0.0 : null, machine.Version);

    /// <summary>Those of a run, in the order in which they came.</summary>
    public static IReadOnlyList<MachineEntry> AllOf(RunStand run) => [.. run.Machines.Select(machine => Of(machine, run.At))];

    private static MachineState StateOf(MachineView machine) =>
        machine.Left is not null ? MachineState.Left : machine.IsLost ? MachineState.Killed : MachineState.AtWork;
}
