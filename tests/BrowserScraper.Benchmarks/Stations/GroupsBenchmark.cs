using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Stores.Files;

namespace BrowserScraper.Benchmarks.Stations;

/// <summary>
/// What an item costs in the queue however many groups there are: each has two items, far apart, and five groups at a time may be worked
/// on.
/// </summary>
internal static class GroupsBenchmark
{
    private const string Column = "added, claimed and settled, us an item";
    private const int Most = 10_000;
    private const double MostMicroseconds = 50;

    private static readonly int[] Sizes = [100, 2000, Most];

    public static Task RunAsync(ResultBook book)
    {
        Pass(1000); // what is compiled now is not compiled while we measure
        foreach (int groups in Sizes)
        {
            for (int round = 0; round < book.Arguments.Rounds(5); round++)
            {
                book.Add($"{groups:N0} groups", Column, Pass(groups));
            }
        }

        book.Below($"{Most:N0} groups, us an item", book.Median($"{Most:N0} groups", Column), MostMicroseconds);
        return Task.CompletedTask;
    }

    private static double Pass(int groups)
    {
        WorkItem[] items =
            [.. Enumerable.Range(0, 2 * groups)
            .Select(number => new WorkItem($"item-{number:0000000}") { Group = $"group-{number % groups}" })];
        RunQueue queue = new(most: null);
        ClaimPacing pacing = new(new() { MaxGroups = 5 });
        bool HasReady(string group) => queue.HasReady(group, ClaimRules.None, DateTimeOffset.UnixEpoch);
        int settled = 0;
        long started = TimeProvider.System.GetTimestamp();
        foreach (WorkItem item in items)
        {
            queue.Add(new(item, host: null), default, again: false);
        }

        queue.CompleteAdding();
        while (!queue.IsOver)
        {
            (ClaimRules rules, _) = pacing.Rules(DateTimeOffset.UnixEpoch, queue.Count(ClaimRules.None).Groups);
            if (queue.Claim(rules) is not { } claimed)
            {
                pacing.CloseIdle(HasReady);
                continue;
            }

            pacing.Started(claimed.Item, DateTimeOffset.UnixEpoch);
            queue.BeginCompleting(claimed);
            queue.Settle(claimed);
            pacing.Released(claimed.Item, HasReady);
            settled++;
        }

        double microseconds = TimeProvider.System.GetElapsedTime(started).TotalMicroseconds / items.Length;
        return settled == items.Length
            ? microseconds : throw new InvalidOperationException($"{settled} of {items.Length} items were settled");
    }
}
