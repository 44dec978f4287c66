using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>What happened when in a run, as its events tell. Keeps a few numbers for each attempt.</summary>
internal sealed class RunTimeline : IRunEventReader
{
    private const int MostMessages = 500;
    private const double LeastMark = 0.001;

    private readonly List<AttemptSpan> spans = [];
    private readonly List<TimelineMark> marks = [];
    private readonly List<RunMessage> messages = [];
    private readonly SortedDictionary<int, double> open = [];
    private DateTimeOffset start;
    private int? machine;

    /// <summary>Where the last event stands, in seconds since the run began.</summary>
    public double End { get; private set; }

    public bool IsEmpty => spans.Count + marks.Count == 0;

    public IReadOnlyList<AttemptSpan> Spans => spans;

    /// <summary>Attempts whose end is not on record: the run goes on, or was killed.</summary>
    public IEnumerable<AttemptSpan> Unfinished =>
        open.Select(page => new AttemptSpan(page.Key, page.Value, End - page.Value, "Unfinished", AttemptEnding.Left));

    public IReadOnlyList<TimelineMark> Marks => marks;

    /// <summary>The first few hundred.</summary>
    public IReadOnlyList<RunMessage> Messages => messages;

    public int MessagesLeftOut { get; private set; }

    /// <summary>Reads what one of several machines tells.</summary>
    /// <param name="happened">What has happened.</param>
    /// <param name="of">The machine's number.</param>
    public void Read(RunEvent happened, int of)
    {
        machine = of;
        Read(happened);
    }

    public void Read(RunEvent happened)
    {
        start = happened is RunEvent.RunStarted ? happened.At : start;
        End = (happened.At - start).TotalSeconds;
        switch (happened)
        {
            case RunEvent.ItemStarted item:
                open[item.Page] = End;
                break;
            case RunEvent.ItemHeld held:
                open.Remove(held.Page);
                spans.Add(new(held.Page, End - held.Took.TotalSeconds, held.Took.TotalSeconds, "Held", AttemptEnding.Done));
                break;
            case RunEvent.ItemEnded { WasHeld: true } or RunEvent.ItemEnded { Page: RunEvent.NoPage }:
                break;
            case RunEvent.ItemEnded item:
                open.Remove(item.Page);
                spans.Add(new(item.Page, End - item.Took.TotalSeconds, item.Took.TotalSeconds, item.Outcome, EndingOf(item)));
                break;
            case RunEvent.SignedIn { FromStore: true } kept:
                Mark(MarkKind.SignIn, kept.Took, "session of an earlier run taken over", "it still held");
                break;
            case RunEvent.SignedIn signedIn:
                Mark(MarkKind.SignIn, signedIn.Took, "signed in", signedIn.Generation == 1 ? "the run began" : "the session had ended");
                break;
            case RunEvent.BrowserRenewed renewed:
                Mark(MarkKind.Renewal, renewed.Took, "browser and driver renewed", renewed.Why);
                break;
            case RunEvent.Recovery step:
                Mark(MarkKind.Recovery, step.Took, step.Step, step.Why, step.Page, step.Worked);
                break;
            case RunEvent.Stopping stopping:
                Mark(MarkKind.Stop, TimeSpan.Zero, "told to stop", stopping.Message);
                break;
            case RunEvent.Steered steered:
                Add(InWords(steered));
                break;
            case RunEvent.Paced pace:
                Add($"PACE: {pace.Host} | {(pace.PerSecond is { } rate ? $"{rate:0.00} items/s" : "as fast as pages go")} | {pace.Why}");
                break;
            case RunEvent.HostAway away:
                Add(away.Line);
                break;
            case RunEvent.HostBack back:
                Mark(MarkKind.Away, back.After, $"{back.Host} did not answer", "it came back");
                Add(back.Line);
                break;
            case RunEvent.HostLeft left:
                Mark(MarkKind.Away, left.After, $"{left.Host} did not answer", "it was left");
                Add(left.Line);
                break;
            case RunEvent.ItemCancelled item:
                Add($"CANCELLED: {item.Key}");
                break;
            case RunEvent.ItemQueuedAgain item:
                Add($"AGAIN: {item.Key}, as the operator wants it");
                break;
            case RunEvent.Notice notice:
                Add(notice.Text);
                break;
            case RunEvent.Fault fault:
                Add($"{fault.Line}\n{fault.Stack}");
                break;
        }
    }

    private void Mark(MarkKind kind, TimeSpan took, string what, string why, int? page = null, bool worked = true) =>
        marks.Add(new(kind, Math.Max(0, End - took.TotalSeconds), Math.Max(LeastMark, took.TotalSeconds), what, why, page, worked)
        {
            Machine = machine,
        });

    private void Add(string text)
    {
        if (messages.Count < MostMessages)
        {
            messages.Add(new(End, text));
        }
        else
        {
            MessagesLeftOut++;
        }
    }

    private static string InWords(RunEvent.Steered steered) => steered switch
    {
        { IsPaused: true } => "PAUSED: nothing further is begun",
        { Line: { } change } => change,
        { Auto: { } bounds } => $"PAGES: {steered.Pages} work from now on | auto, {bounds}",
        _ => $"PAGES: {steered.Pages} work from now on",
    };

    private static AttemptEnding EndingOf(RunEvent.ItemEnded item) => item switch
    {
        { State: ItemState.Done } => AttemptEnding.Done,
        { State: ItemState.Skipped } => AttemptEnding.Skipped,
        { State: ItemState.Failed } => AttemptEnding.GivenUp,
        { Due: null } => AttemptEnding.Left,
        _ => AttemptEnding.TriedAgain,
    };
}
