using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Testing.Reports;

/// <summary>The events of an invented run, in the order of their times.</summary>
internal sealed class InventedEvents(int items, int failed)
{
    private const int RenewEvery = 500;

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly List<RunEvent> events = [];
    private readonly Random random = new(Seed: 7);

    public IEnumerable<RunEvent> Tell(int pages)
    {
        Add(0, new RunEvent.RunStarted("dealer-inventory", "20261122-010000-0007", "an invented portal", pages, null, 0, 0,
            new Dictionary<string, string> { ["CONCURRENT_PAGES"] = $"{pages}", ["ITEM_TIMEOUT"] = "180", ["TOKEN_MODE"] = "auto" }));
        Add(2.5, new RunEvent.SignedIn(1, TimeSpan.FromSeconds(1.5)));
        Add(2.6, new RunEvent.Notice("TOKENS: 'portal_session' changes with each answer of /api; gating /api/*"));
        double[] free = [.. Enumerable.Repeat(2.6, pages)];
        for (int number = 0; number < items; number++)
        {
            Add(2.6, new RunEvent.ItemQueued(KeyOf(number)));
            if (number % RenewEvery == RenewEvery - 1)
            {
                Pause(free, 3, 1.5 + free.Max(), new RunEvent.BrowserRenewed($"after {RenewEvery} items", TimeSpan.FromSeconds(2.5)));
            }

            Attempt(number, free);
        }

        double end = free.Max() + 0.5;
        Add(end, new RunEvent.DiscoveryEnded(items, TimeSpan.FromSeconds(20), null));
        Add(end, new RunEvent.TokenLineage(
            "demo", [.. Enumerable.Range(1, 60)
            .Select(token => new TokenUse(
                token, "portal_session", Start.AddSeconds(token), $"page {1 + (token % pages)}", "/inventory"))]));
        Add(end, new RunEvent.RunEnded(null, null));
        return events.OrderBy(happened => happened.At);
    }

    private void Attempt(int number, double[] free)
    {
        int page = Array.IndexOf(free, free.Min());
        bool fails = (long)(number + 1) * failed / items > (long)number * failed / items;
        if (random.NextDouble() < 0.04)
        {
            Attempt(number, page, free, 0.4, "Failed", $"500 for https://portal.example/vehicles/{KeyOf(number)}", ItemState.Waiting);
        }

        if (!fails)
        {
            bool skips = random.NextDouble() < 0.01;
            Attempt(number, page, free, 0.3 + (random.NextDouble() * 0.8), skips
                ? "Skipped" : "Done", skips ? "withdrawn" : "", skips ? ItemState.Skipped : ItemState.Done);
            return;
        }

        (string outcome, string reason, double seconds) = (number % 5) switch
        {
            0 => ("TimedOut", "timed out after 00:03:00; raise ITEM_TIMEOUT if the site is that slow", 12.0),
            1 => ("BadFile", $"{KeyOf(number)}.pdf: the PDF is cut off after {random.Next(1000, 90_000)} bytes", 1.0),
            2 => ("Rejected", $"gone: 404 for https://portal.example/vehicles/{KeyOf(number)}", 0.3),
            _ => ("SiteChanged", "required 'Window sticker' missing", 2.0),
        };
        Attempt(number, page, free, seconds, outcome, reason, ItemState.Failed);
        if (outcome == "TimedOut")
        {
            Add(free[page],
                new RunEvent.Recovery(
                    "page closed", $"{KeyOf(number)} was over its limit", number % 2 == 0, TimeSpan.FromSeconds(0.05), page + 1));
        }
    }

    private void Attempt(int number, int page, double[] free, double seconds, string outcome, string reason, ItemState state)
    {
        string key = KeyOf(number);
        Add(free[page], new RunEvent.ItemStarted(page + 1, key, key, 1, Limit));
        free[page] += seconds;
        SavedFile[] files = state == ItemState.Done ? [new($"{key}.pdf", 28_000 + number, "")] : [];
        DateTimeOffset? due = state == ItemState.Waiting ? Start : null;
        string? evidence = state == ItemState.Failed ? $"failures/{key}" : null;
        Add(free[page], new RunEvent.ItemEnded(
            page + 1, key, "dealer-inventory", 1, outcome, reason, state, due, files, TimeSpan.FromSeconds(seconds), evidence));
        free[page] += 0.02;
    }

    private void Pause(double[] free, double seconds, double at, RunEvent happened)
    {
        Array.Fill(free, free.Max() + seconds);
        Add(at + 1, happened);
    }

    private void Add(double second, RunEvent happened)
    {
        happened.At = Start.AddSeconds(second);
        events.Add(happened);
    }

    private static string KeyOf(int number) => $"0HL2F5C61SZ{600_000 + number}";
}
