using BrowserScraper.Cli.Chaos;

namespace BrowserScraper.Tests.Cli.Chaos;

public sealed class PlannedStrikeTests
{
    [Fact]
    public void Plan_SameSeed_IsTheSame() => Assert.Equal(Plan(seed: 7), Plan(seed: 7));

    [Fact]
    public void Plan_OtherSeed_IsAnother() => Assert.NotEqual(Plan(seed: 7), Plan(seed: 8));

    [Fact]
    public void Plan_AsManyAsKinds_HasEachKind() => Assert.Equal(
        Disturbances.All.Select(kind => kind.Name).Order(), Plan(seed: 7).Take(15).Select(strike => strike.Disturbance.Name).Distinct()
            .Order());

    [Fact]
    public void Plan_Always_StrikesInOrderAndLeavesTheLastItemsAlone()
    {
        IReadOnlyList<PlannedStrike> plan = Plan(seed: 7);

        Assert.Equal(plan.Select(strike => strike.AfterItems).Order(), plan.Select(strike => strike.AfterItems));
        Assert.All(plan, strike => Assert.InRange(strike.AfterItems, 0, 47));
        Assert.All(plan, strike => Assert.InRange(strike.AfterRequests, 1, 14));
    }

    private static IReadOnlyList<PlannedStrike> Plan(int seed) => PlannedStrike.Plan(Disturbances.All, items: 60, kills: 15, seed);
}
