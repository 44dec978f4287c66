using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// What a refused sign-in costs, and what the operator is told, wherever a site puts its words; and a refusal that means the form alone.
/// </summary>
public sealed class SignInStyleTests
{
    private const string Words = "Sorry, that user name and password do not go together.";

    [Theory]
    [InlineData(OddMessage.Alert, OddRefusal.Status200)]
    [InlineData(OddMessage.AriaLive, OddRefusal.Status401)]
    [InlineData(OddMessage.ErrorBox, OddRefusal.RedirectBack)]
    [InlineData(OddMessage.LoginNotice, OddRefusal.Status422)]
    [InlineData(OddMessage.Plain, OddRefusal.Status200)]
    [InlineData(OddMessage.Plain, OddRefusal.ByScript)]
    [InlineData(OddMessage.Plain, OddRefusal.BarePage)]
    public async Task Run_WrongPassword_PostsTwiceAndTellsTheSitesOwnWords(OddMessage message, OddRefusal refusal)
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { Items = 5, Message = message, Refusal = refusal }, TestContext.Current.CancellationToken);
        OddRun run = await OddRun.OfAsync(
            portal, new OddScript(portal), folder.Root, plan => plan with { Accounts = [new(portal.Username, "not-this-one")] },
            "REQUEST_TIMEOUT=8");

        Assert.Equal(StopReason.SignInRefused, run.Report.Stopped);
        Assert.Contains($"was refused: \"{Words}\"", run.Report.Message, StringComparison.Ordinal);
        Assert.Equal((2, 0), (portal.Counts.FormPosts, portal.Counts.SignIns));
        Assert.True(File.Exists(Path.Combine(run.Root, "runs", run.Report.Run, "failures", "sign-in", "attempt-1.png")),
            run.Report.Message);
    }

    [Fact]
    public async Task Run_FirstFormHasExpired_SignsInWithTheNextOne()
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { Items = 5, FirstFormExpired = true }, TestContext.Current.CancellationToken);
        OddRun run = await OddRun.OfAsync(portal, new OddScript(portal), folder.Root, "REQUEST_TIMEOUT=8");

        run.AssertHolds(portal);
        Assert.Equal((2, 1), (portal.Counts.FormPosts, portal.Counts.SignIns));
    }
}
