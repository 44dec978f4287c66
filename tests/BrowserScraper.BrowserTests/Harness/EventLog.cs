using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>Everything a run told. Read it when the run is over.</summary>
internal sealed class EventLog : IRunEventReader
{
    private readonly List<RunEvent> events = [];

    public IEnumerable<RunEvent.ItemEnded> Ended => events.OfType<RunEvent.ItemEnded>();

    public IEnumerable<string> Notices => events.OfType<RunEvent.Notice>().Select(notice => notice.Text);

    public IEnumerable<RunEvent.Recovery> Recoveries => events.OfType<RunEvent.Recovery>();

    public IEnumerable<RunEvent.Paced> Paces => events.OfType<RunEvent.Paced>();

    public void Read(RunEvent happened)
    {
        events.Add(happened);
        if (happened is RunEvent.Notice or RunEvent.Recovery or RunEvent.Stopping or RunEvent.DiscoveryEnded or RunEvent.ItemEnded { State: not ItemState.Done })
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{happened}"); // shown where the test fails
        }
    }

    public IReadOnlyList<RunEvent.ItemEnded> EndedAs(string outcome) => [.. Ended.Where(item => item.Outcome == outcome)];

    public int Done => Ended.Count(item => item.State == ItemState.Done);
}
