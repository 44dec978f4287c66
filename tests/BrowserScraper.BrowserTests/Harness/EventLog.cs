using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>Everything a run told. Read it when the run is over.</summary>
internal sealed class EventLog : IRunEventReader
{
    private readonly List<RunEvent> events = [];

    public IEnumerable<RunEvent.ItemEnded> Ended => events.OfType<RunEvent.ItemEnded>();

    public IEnumerable<string> Notices => events.OfType<RunEvent.Notice>().Select(notice => notice.Text);

    public IEnumerable<T> Of<T>()
        where T : RunEvent => events.OfType<T>();

    public IEnumerable<RunEvent.Recovery> Recoveries => events.OfType<RunEvent.Recovery>();

    public IEnumerable<RunEvent.Paced> Paces => events.OfType<RunEvent.Paced>();

    public void Read(RunEvent happened)
    {
        events.Add(happened);
        if (happened is RunEvent.Notice or RunEvent.Recovery or RunEvent.Stopping or RunEvent.DiscoveryEnded
            or RunEvent.ItemEnded { State: not ItemState.Done })
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{happened}"); // shown where the test fails
        }
    }

    public IReadOnlyList<RunEvent.ItemEnded> EndedAs(string outcome) => [.. Ended.Where(item => item.Outcome == outcome)];

    /// <summary>
    /// The longest that a page brought nothing because its item looked signed out, from that attempt's start to the next one's, without the
    /// sign-ins meanwhile.
    /// </summary>
    public TimeSpan LongestSignedOut
    {
        get
        {
            RunEvent.SignedIn[] signIns = [.. events.OfType<RunEvent.SignedIn>()];
            return Ended.Where(item => item.Outcome == "SignedOut").Select(IdleOf).DefaultIfEmpty().Max();

            TimeSpan IdleOf(RunEvent.ItemEnded item)
            {
                DateTimeOffset from = item.At - item.Took;
                DateTimeOffset to = events.OfType<RunEvent.ItemStarted>().Where(next => next.Page == item.Page && next.At >= item.At)
                    .Select(next => next.At).DefaultIfEmpty(item.At).Min();
                return signIns.Aggregate(to - from, (idle, each) => idle - Overlap(each.At - each.Took, each.At));

                TimeSpan Overlap(DateTimeOffset start, DateTimeOffset end) =>
                    (end < to ? end : to) - (start > from ? start : from) is var both && both > TimeSpan.Zero ? both : TimeSpan.Zero;
            }
        }
    }

    public int Done => Ended.Count(item => item.State == ItemState.Done);
}
