using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Session;

public sealed class SignInBudgetTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider clock = new();

    [Theory]
    [InlineData(nameof(TokenMode.Auto), false)]
    [InlineData(nameof(TokenMode.Free), true)]
    public void RefuseWhenSpent_SignedInTooOften_NamesTheLimitAndTheModeThatMayBeWhy(string mode, bool namesMode)
    {
        SignInBudget budget = Budget(further: 3, Enum.Parse<TokenMode>(mode));
        for (int signIn = 0; signIn < 4; signIn++)
        {
            budget.RefuseWhenSpent("site");
            budget.Spend();
        }

        string told = Refused(budget);
        Assert.Contains("after 3 further sign-ins in 10 minutes", told, StringComparison.Ordinal);
        Assert.Equal(namesMode, told.Contains("TOKEN_MODE", StringComparison.Ordinal));
    }

    [Fact]
    public void RefuseWhenSpent_RefusedInVainUnderModeFree_StopsAtTheLimitAndNamesTheMode()
    {
        SignInBudget budget = Budget(further: 3, TokenMode.Free);
        for (int time = 0; time < SignInBudget.ManyInVain; time++)
        {
            budget.RefuseWhenSpent("site");
            budget.FoundAlive();
        }

        Assert.Contains("set TOKEN_MODE=auto", Refused(budget), StringComparison.Ordinal);
    }

    [Fact]
    public void RefuseWhenSpent_RefusedInVainLongAgo_GoesOn()
    {
        SignInBudget budget = Budget(further: 3, TokenMode.Free);
        for (int time = 0; time < 3 * SignInBudget.ManyInVain; time++)
        {
            budget.RefuseWhenSpent("site");
            budget.FoundAlive();
            clock.Advance(Window / (SignInBudget.ManyInVain - 1));
        }
    }

    [Fact]
    public void RefuseWhenSpent_MoreSignInsAllowed_AllowsAsManyInVain()
    {
        SignInBudget budget = Budget(further: 50, TokenMode.Free);
        for (int time = 0; time < 50; time++)
        {
            budget.RefuseWhenSpent("site");
            budget.FoundAlive();
        }

        Refused(budget);
    }

    [Fact]
    public void FoundAlive_ModeFree_HintsOnceAndAtOnce()
    {
        SignInBudget budget = Budget(further: 3, TokenMode.Free);

        Assert.Contains("TOKEN_MODE=auto", budget.FoundAlive(), StringComparison.Ordinal);
        Assert.Null(budget.FoundAlive());
    }

    [Fact]
    public void FoundAlive_ModeAuto_HintsWhenItIsManyAndNeverStops()
    {
        SignInBudget budget = Budget(further: 3, TokenMode.Auto);

        string?[] told = [.. Enumerable.Range(0, 3 * SignInBudget.ManyInVain).Select(_ => budget.FoundAlive())];

        Assert.Contains("TOKEN_MODE", told[SignInBudget.ManyInVain - 1], StringComparison.Ordinal);
        Assert.Single(told, hint => hint is not null);
        budget.RefuseWhenSpent("site");
    }

    private static string Refused(SignInBudget budget)
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => budget.RefuseWhenSpent("site"));
        Assert.Equal(StopReason.SignInRefused, stop.Reason);
        return stop.Message;
    }

    private SignInBudget Budget(int further, TokenMode mode) => new(further, Window, mode, clock);
}
