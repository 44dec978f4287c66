using BrowserScraper.Items;
using BrowserScraper.Queue;

namespace BrowserScraper.Tests.Queue;

/// <summary>What an item costs does not grow with the number of groups: counted, as a clock would tell of the machine.</summary>
public sealed class GroupCostTests
{
    private const int MostOpen = 5;

    [Theory]
    [InlineData(100)]
    [InlineData(10_000)]
    public void TakeFreed_HoweverManyGroups_LooksAtNoMoreThanHavePlaces(int groups)
    {
        GroupLimits limits = new(MostOpen, pages: 8);
        Queue<QueueEntry> ready = new(Enumerable.Range(0, groups * 2).Select(number => Entry($"group-{number % groups}", number)));
        Assert.All(ready, entry => Assert.True(limits.TryAdd(entry.Group)));
        Queue<QueueEntry> working = new();
        List<string> settled = [];

        while (ready.Count > 0 || working.Count > 0)
        {
            while (working.Count < 8 && ready.TryDequeue(out QueueEntry entry))
            {
                if (limits.MayStart(entry))
                {
                    limits.Started(entry.Group);
                    working.Enqueue(entry);
                }
            }

            QueueEntry ended = working.Dequeue();
            limits.Released(ended.Group, isSettled: true);
            settled.Add(ended.Item.Key);
            foreach (QueueEntry freed in limits.TakeFreed())
            {
                ready.Enqueue(freed);
            }
        }

        Assert.Equal(groups * 2, settled.Distinct().Count());
        Assert.Equal(0, limits.Parked);
        Assert.InRange(limits.Looks / (double)settled.Count, 0, MostOpen + 1);
    }

    private static QueueEntry Entry(string group, int number) => new(new WorkItem($"{group}/{number}") { Group = group }, default);
}
