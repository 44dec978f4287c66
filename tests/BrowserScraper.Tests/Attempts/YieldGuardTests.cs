using BrowserScraper.Attempts;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.Attempts;

public sealed class YieldGuardTests
{
    private static readonly ItemOutcome Fine = new ItemOutcome.Done(null, []);
    private static readonly ItemOutcome Changed = new ItemOutcome.SiteChanged("required 'stock' missing");
    private static readonly ItemOutcome Bad = new ItemOutcome.BadFile("it is no PDF");

    private readonly YieldGuard guard = new();

    [Fact]
    public void Count_FifteenBadOnesOfTwenty_StopsAtTheFifteenth()
    {
        Assert.All(Enumerable.Repeat(Fine, 5), Passes);
        Assert.All(Enumerable.Repeat(Changed, 14), Passes);

        Assert.StartsWith(
            "15 of the last 20 endings were SiteChanged or BadFile, the last one: it is no PDF", guard.Count(Bad),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Count_NothingButBadOnes_SaysSo()
    {
        Assert.All(Enumerable.Repeat(Changed, 14), Passes);

        Assert.StartsWith("the last 15 endings were SiteChanged", guard.Count(Changed), StringComparison.Ordinal);
    }

    [Fact]
    public void Count_FourteenBadOnesInEveryTwenty_GoesOn()
    {
        for (int round = 0; round < 10; round++)
        {
            Assert.All([.. Enumerable.Repeat(Bad, 14), .. Enumerable.Repeat(Fine, 6)], Passes);
        }
    }

    [Fact]
    public void Count_OtherTrouble_IsNotItsConcern() =>
        Assert.All(Enumerable.Repeat<ItemOutcome>(new ItemOutcome.Failed("503"), 100), Passes);

    [Fact]
    public void Count_OneLineOfTheScriptThrowsFifteenTimesOfTwenty_NamesIt()
    {
        Assert.All(Enumerable.Repeat(Fine, 5), Passes);
        for (int number = 1; number < YieldGuard.TooMany; number++)
        {
            Assert.Null(CountThrown($"item {number}"));
        }

        Assert.Matches(
            @"^15 of the last 20 endings are one defect of the script, not of the site: "
            + @"InvalidOperationException: item 15 \(YieldGuardTests\.cs:\d+\); ",
            CountThrown("item 15"));
    }

    [Fact]
    public void Count_PlaywrightAndTheNetworkThrow_IsNotItsConcern() => Assert.All(
        Enumerable.Range(0, 100),
        number => Assert.Null(
            guard.Count(new ItemOutcome.Failed("Timeout"), number % 2 == 0
            ? new TimeoutException("Timeout") : new HttpRequestException("refused"))));

    private string? CountThrown(string message)
    {
        try
        {
            throw new InvalidOperationException(message);
        }
        catch (InvalidOperationException thrown)
        {
            return guard.Count(new ItemOutcome.Failed(FaultText.Of(thrown)), thrown);
        }
    }

    private void Passes(ItemOutcome outcome) => Assert.Null(guard.Count(outcome));
}
