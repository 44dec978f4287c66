using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Stores.Files;

namespace BrowserScraper.Tests.Stores;

/// <summary>What an item costs does not grow with the number of groups: counted, as a clock would tell of the machine.</summary>
public sealed class GroupCostTests
{
    private const int MostOpen = 5;
    private const int Pages = 8;

    [Theory]
    [InlineData(100)]
    [InlineData(10_000)]
    public void Claim_HoweverManyGroups_LooksAtNoMoreThanHavePlaces(int groups)
    {
        RunQueue queue = new(most: null);
        ClaimPacing pacing = new(new() { MaxGroups = MostOpen, Pages = Pages });
        foreach (int number in Enumerable.Range(0, groups * 2))
        {
            string group = $"group-{number % groups}";
            queue.Add(new(new($"{group}/{number}") { Group = group }, host: null), default, again: false);
        }

        bool HasReady(string group) => queue.HasReady(group, ClaimRules.None, DateTimeOffset.UnixEpoch);
        Queue<QueuedItem> working = new();
        int settled = 0;
        while (queue.Count(ClaimRules.None) is { Ready: > 0 } or { Claimed: > 0 })
        {
            (ClaimRules rules, _) = pacing.Rules(DateTimeOffset.UnixEpoch, queue.Count(ClaimRules.None).Groups);
            if (working.Count < Pages && queue.Claim(rules) is { } item)
            {
                pacing.Started(item.Item, DateTimeOffset.UnixEpoch);
                working.Enqueue(item);
            }
            else if (!pacing.CloseIdle(HasReady) && working.TryDequeue(out QueuedItem? ended))
            {
                queue.BeginCompleting(ended);
                queue.Settle(ended);
                pacing.Released(ended.Item, HasReady);
                settled++;
            }
        }

        Assert.Equal(groups * 2, settled);
        Assert.InRange(queue.Looks / (double)settled, 0, 3 * (MostOpen + 1));
    }
}
