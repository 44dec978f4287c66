using BrowserScraper.DemoSites.Odd;

namespace BrowserScraper.Tests.DemoSites.Odd;

public sealed class OddFormTests
{
    private const string Wrong = "Sorry, that user name and password do not go together.";

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OddMessage.Alert, "<p role=\"alert\">")]
    [InlineData(OddMessage.AriaLive, "<p aria-live=\"polite\">")]
    [InlineData(OddMessage.ErrorBox, "<div class=\"error-box\">")]
    [InlineData(OddMessage.LoginNotice, "<p id=\"login-notice\">")]
    [InlineData(OddMessage.Plain, "<p>")]
    public async Task WrongPassword_ByMessage_IsToldInIt(OddMessage message, string element)
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { Message = message }, Stopping);
        using OddVisitor visitor = new(portal);
        string page = (await visitor.SignInAsync("wrong")).Text;

        Assert.Contains(element + Wrong, page, StringComparison.Ordinal);
        Assert.Equal((0, 1, 1), (portal.Counts.SignIns, portal.Counts.FormPosts, portal.Counts.RefusedPosts));
    }

    [Theory]
    [InlineData(OddRefusal.Status200, 200)]
    [InlineData(OddRefusal.Status401, 401)]
    [InlineData(OddRefusal.Status422, 422)]
    public async Task WrongPassword_ByStatus_HasIt(OddRefusal refusal, int status)
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { Refusal = refusal }, Stopping);
        using OddVisitor visitor = new(portal);

        Assert.Equal(status, (await visitor.SignInAsync("wrong")).Status);
        Assert.Equal(302, (await visitor.SignInAsync()).Status);
    }

    [Fact]
    public async Task WrongPassword_RedirectBack_IsToldWhereItLeads()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { Refusal = OddRefusal.RedirectBack }, Stopping);
        using OddVisitor visitor = new(portal);
        (int status, string? ledTo, _) = await visitor.SignInAsync("wrong", form: "sign-in?returnUrl=%2Flist");

        Assert.Equal((302, "/sign-in?error=1&returnUrl=%2Flist"), (status, ledTo));
        Assert.Contains(Wrong, (await visitor.ReadAsync(ledTo!)).Text, StringComparison.Ordinal);
        Assert.Equal("/list", (await visitor.SignInAsync(form: ledTo!)).LedTo);
    }

    [Fact]
    public async Task WrongPassword_ByScript_IsToldToTheScript()
    {
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { Refusal = OddRefusal.ByScript, Message = OddMessage.Plain }, Stopping);
        using OddVisitor visitor = new(portal);

        Assert.Contains("fetch('/api/sign-in'", (await visitor.ReadAsync("sign-in")).Text, StringComparison.Ordinal);
        Assert.Contains(Wrong, (await visitor.SignInAsync("wrong", address: "api/sign-in")).Text, StringComparison.Ordinal);
        Assert.Contains("\"address\":\"/\"", (await visitor.SignInAsync(address: "api/sign-in")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstForm_Expired_IsRefusedOnceAndTheNextOneIsNot()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { FirstFormExpired = true }, Stopping);
        using OddVisitor visitor = new(portal);

        Assert.Contains("This form has expired", (await visitor.SignInAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await visitor.SignInAsync()).Status);
        Assert.Equal((1, 2), (portal.Counts.SignIns, portal.Counts.FormPosts));
    }
}
