using BrowserScraper.Items;
using BrowserScraper.Progress;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Progress;

/// <summary>Tells a reader what happens in a run, at the clock's time.</summary>
internal sealed class Events(FakeTimeProvider clock, IRunEventReader reader)
{
    public DateTimeOffset Started { get; private set; }

    public void Tell(RunEvent happened)
    {
        happened.At = clock.GetUtcNow();
        reader.Read(happened);
    }

    public void Start(int? limit = null, int doneBefore = 0)
    {
        Started = clock.GetUtcNow();
        Tell(new RunEvent.RunStarted(
            "dealer-inventory", "20251002-143000-abcd", "the demo portal", 2, limit, doneBefore, 0,
            new Dictionary<string, string> { ["CONCURRENT_PAGES"] = "2", ["ITEM_TIMEOUT"] = "30", ["GLOBAL_JOB_TIMEOUT"] = "300" }));
    }

    public void Queue(params string[] keys)
    {
        foreach (string key in keys)
        {
            Tell(new RunEvent.ItemQueued(key));
        }
    }

    /// <summary>One attempt on a page, lasting so many seconds.</summary>
    public void Attempt(
        string key, string outcome, ItemState state, double seconds = 1, int page = 1, int attempt = 1, string reason = "",
        string group = "dealer-inventory", long[]? sizes = null)
    {
        Tell(new RunEvent.ItemStarted(page, key, $"title of {key}", attempt, TimeSpan.FromSeconds(30)));
        clock.Advance(TimeSpan.FromSeconds(seconds));
        SavedFile[] files =
            [.. (sizes ?? []).Select((size, index) => new SavedFile(index == 0 ? $"{key}.pdf" : $"{key}-{index}.pdf", size, ""))];
        DateTimeOffset? due = state == ItemState.Waiting ? clock.GetUtcNow() : null;
        Tell(new RunEvent.ItemEnded(
            page, key, group, attempt, outcome, reason, state, due, files, TimeSpan.FromSeconds(seconds), Limit: outcome == "TimedOut"
                ? TimeSpan.FromSeconds(30) : null));
    }
}
