using System.Collections.Concurrent;

namespace BrowserScraper.DemoSites.Faults;

/// <summary>A plan at work: counts each item's requests, and what was served of the plan.</summary>
/// <param name="plan">What is to go wrong.</param>
/// <param name="possible">The faults that make sense at this place, such as those of a page or those of a file.</param>
internal sealed class FaultSwitch(FaultPlan plan, params FaultKind[] possible)
{
    private readonly ConcurrentDictionary<string, int> requests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<FaultKind, int> served = new();

    /// <summary>Counts one request for the item and says what goes wrong with it; null for nothing.</summary>
    public FaultStrike? Next(string key, int position)
    {
        if (plan.IsEmpty)
        {
            return null;
        }

        int request = requests.AddOrUpdate(key, 1, (_, number) => number + 1);
        FaultStrike? strike = plan.Draw(possible, key, position, request);
        if (strike is not null)
        {
            served.AddOrUpdate(strike.Kind, 1, (_, number) => number + 1);
        }

        return strike;
    }

    /// <summary>Every fault of this place with the number of times it was served.</summary>
    public IEnumerable<KeyValuePair<FaultKind, int>> Served() =>
        possible.Select(kind => KeyValuePair.Create(kind, served.GetValueOrDefault(kind)));
}
