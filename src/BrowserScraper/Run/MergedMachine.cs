using BrowserScraper.Progress;
using BrowserScraper.Reports;
using BrowserScraper.Stores;

namespace BrowserScraper.Run;

/// <summary>A machine of a run, with what it has left.</summary>
internal sealed class MergedMachine
{
    private readonly MachineView view;
    private readonly int index;
    private readonly IEnumerable<RunEvent>? events;

    /// <param name="view">As the store knows it.</param>
    /// <param name="index">Its place among the machines of the run.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="folder">Where it leaves things; null where that is not known.</param>
    public MergedMachine(MachineView view, int index, string name, string? folder)
    {
        (this.view, this.index, Name) = (view, index, name);
        Report = folder is null ? null : MachineFiles.ReportIn(folder);
        events = Report is null ? null : MachineFiles.EventsIn(folder!);
    }

    public string Name { get; }

    /// <summary>What it has told at its end; null where it has not come to one.</summary>
    public RunReport? Report { get; }

    /// <summary>It works, and has not left its report: the run goes on.</summary>
    public bool GoesOn => Report is null && view.IsAtWork;

    public bool HasEvents => events is not null;

    /// <summary>By how much its clock is ahead.</summary>
    private TimeSpan Ahead => view.ClockOffset ?? TimeSpan.Zero;

    /// <summary>
    /// What has happened there, in order and by the store's clock. Pages have the numbers that they have among those of all machines, and
    /// lines for the operator say whose they are.
    /// </summary>
    public IEnumerable<(RunEvent Happened, int Machine)> Events()
    {
        foreach (RunEvent happened in events ?? [])
        {
            RunEvent placed = happened switch
            {
                RunEvent.ItemStarted item => item with { Page = PageOf(item.Page) },
                RunEvent.ItemHeld item => item with { Page = PageOf(item.Page) },
                RunEvent.ItemEnded item => item with { Page = PageOf(item.Page) },
                RunEvent.Recovery { Page: { } page } step => step with { Page = PageOf(page) },
                RunEvent.Notice notice => notice with { Text = $"{Name}: {notice.Text}" },
                RunEvent.Fault fault => fault with { Where = $"{Name}, {fault.Where}" },
                RunEvent.Stopping stopping => stopping with { Message = $"{Name}: {stopping.Message}" },
                _ => happened with { },
            };
            placed.At = happened.At - Ahead;
            yield return (placed, index);
        }
    }

    public MachinePart Part() => new(Name, State(), Told())
    {
        Since = view.Since,
        Until = view.Left ?? Report?.EndedAt - Ahead ?? (view.IsLost ? view.Heard : null),
        Pages = view.Pages ?? Report?.Pages,
        Done = view.Items,
        PerMinute = view.PerMinute is { } rate ? Math.Round(rate, 1) : null,
    };

    private int PageOf(int page) => page == RunEvent.NoPage ? page : MachinePages.Of(index, page);

    private string State() => this switch
    {
        { view.IsLost: true } => $"killed, or cut off, at {view.Heard!.Value.UtcDateTime:HH:mm:ss}",
        { view.Left: { } left } => $"left at {left.UtcDateTime:HH:mm:ss}",
        { Report: not null } => "has ended",
        _ => "at work",
    };

    private string Told() => this switch
    {
        { HasEvents: true } => "here",
        { Report: not null } => "too many; they are on that machine",
        { view.IsLost: true } => "not here; its items are counted",
        { view.IsAtWork: true } => "not here yet; its items are counted",
        _ => "not here: it could not leave them; its items are counted",
    };
}
