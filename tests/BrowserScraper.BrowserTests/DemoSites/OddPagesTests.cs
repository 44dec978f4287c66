using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Odd;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BrowserScraper.BrowserTests.DemoSites;

/// <summary>What a visitor sees of the odd portal: what its scripts draw.</summary>
public sealed class OddPagesTests
{
    private const string SignOut = "a[href*=sign-out]";

    private static readonly TimeSpan Late = TimeSpan.FromSeconds(0.2);

    [Theory]
    [InlineData(OddSignOut.SinglePageApp, "", true, false)]
    [InlineData(OddSignOut.AppRestoresLate, "", true, false)]
    [InlineData(OddSignOut.ShellStays, "sign-in", false, true)]
    [InlineData(OddSignOut.MenuClosed, "", true, false)]
    [InlineData(OddSignOut.NoHeader, "", true, false)]
    public async Task Item_SignedInAndWhenTheSessionHasEnded_IsShownAsTheShapeSays(
        OddSignOut shape, string form, bool formShown, bool signShown)
    {
        await using OddPortal portal = await StartAsync(new() { SignOut = shape, AppDelay = Late, RestoreDelay = Late });
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync(new Uri(portal.Address, form).AbsoluteUri);
        await SignInAsync(page, portal);
        await Expect(page.Locator(SignOut)).ToHaveCountAsync(1);

        await page.GotoAsync(new Uri(portal.Address, "item/3").AbsoluteUri);
        await Expect(page.GetByTestId("note")).ToHaveTextAsync(portal.Items[2].Note);
        await Expect(page.Locator("h1")).ToHaveTextAsync(portal.Items[2].Title);
        Assert.EndsWith(
            "/files/3.pdf", await page.GetByRole(AriaRole.Link, new() { Name = "File" })
            .GetAttributeAsync("href"), StringComparison.Ordinal);
        Assert.Equal(shape == OddSignOut.NoHeader ? 0 : 1, await page.Locator(SignOut).CountAsync());
        Assert.Equal(shape is not (OddSignOut.NoHeader or OddSignOut.MenuClosed), await page.Locator(SignOut).IsVisibleAsync());

        portal.EndAllSessions();
        await page.ReloadAsync();
        await page.GetByLabel("Password").Or(page.Locator(".error")).WaitForAsync();
        Assert.Equal(
            (formShown, signShown), (await page.GetByLabel("Password").IsVisibleAsync(), await page.Locator(SignOut).CountAsync() > 0));
    }

    [Fact]
    public async Task App_SessionHolds_ShowsTheFormFirstAndThenTheList()
    {
        await using OddPortal portal = await StartAsync(new() { SignOut = OddSignOut.AppRestoresLate });
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync(portal.Address.AbsoluteUri);
        await SignInAsync(page, portal);
        await Expect(page.Locator(SignOut)).ToHaveCountAsync(1);
        await page.GotoAsync(new Uri(portal.Address, "list?page=2").AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

        Assert.True(await page.GetByLabel("Password").IsVisibleAsync());
        await Expect(page.GetByTestId("row")).ToHaveCountAsync(10);
        await Expect(page.Locator("a[rel=next]")).ToHaveAttributeAsync("href", "/list?page=3");
        Assert.Equal(0, await page.GetByLabel("Password").CountAsync());
    }

    [Theory]
    [InlineData(OddListForm.PushState, "/list?page=2", 1)]
    [InlineData(OddListForm.Buttons, "/list", 0)]
    public async Task List_NextClicked_ReplacesItsRows(OddListForm form, string address, int links)
    {
        await using OddPortal portal = await StartAsync(new() { List = form, Items = 15 });
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync(new Uri(portal.Address, "list").AbsoluteUri);
        await SignInAsync(page, portal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();

        await Expect(page.GetByTestId("row").First).ToHaveAttributeAsync("data-key", "ODD-0011");
        Assert.Equal(new Uri(portal.Address, address).AbsoluteUri, page.Url);
        Assert.Equal(
            (5, links), (await page.GetByTestId("row").CountAsync(), await page.GetByTestId("row").First.Locator("a[href]").CountAsync()));
        Assert.False(await page.Locator("#next").IsVisibleAsync());
    }

    [Fact]
    public async Task HashRoutes_AddressChanges_KeepTheLastItemUntilTheNextHasCome()
    {
        await using OddPortal portal = await StartAsync(new() { List = OddListForm.HashRoutes });
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync(portal.Address.AbsoluteUri);
        await SignInAsync(page, portal);
        await Expect(page.Locator(SignOut)).ToHaveCountAsync(1);
        await page.GotoAsync(new Uri(portal.Address, "app#/item/1").AbsoluteUri);
        await Expect(page.GetByTestId("note")).ToHaveTextAsync(portal.Items[0].Note);
        await page.GotoAsync(new Uri(portal.Address, "app#/item/2").AbsoluteUri);

        Assert.Equal(portal.Items[0].Note, await page.GetByTestId("note").TextContentAsync());
        await Expect(page.GetByTestId("note")).ToHaveTextAsync(portal.Items[1].Note);
    }

    [Theory]
    [InlineData(OddRefusal.ByScript, OddSignOut.FormInPlace)]
    [InlineData(OddRefusal.Status200, OddSignOut.SinglePageApp)]
    public async Task WrongPassword_FormSentByScript_IsShownAndTheRightOneEnters(OddRefusal refusal, OddSignOut shape)
    {
        await using OddPortal portal = await StartAsync(
            new() { Refusal = refusal, SignOut = shape, AppDelay = Late, Message = OddMessage.LoginNotice });
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync(portal.Address.AbsoluteUri);
        await SignInAsync(page, portal, "wrong");
        await Expect(page.Locator("#login-notice")).ToHaveTextAsync("Sorry, that user name and password do not go together.");
        await SignInAsync(page, portal);

        await Expect(page.Locator(SignOut)).ToHaveCountAsync(1);
        Assert.Equal((1, 1), (portal.Counts.SignIns, portal.Counts.RefusedPosts));
    }

    [Fact]
    public async Task Texts_CutOrLate_AreSoInTheBrowser()
    {
        await using OddPortal portal = await StartAsync(
            new() { Texts = OddTexts.HalfEmojiOnItem | OddTexts.HalfEmojiInConsole | OddTexts.HalfEmojiInList | OddTexts.Late });
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync(new Uri(portal.Address, "list").AbsoluteUri);
        await SignInAsync(page, portal);
        Assert.Equal(0xd83d, await page.Locator("#rows li:nth-child(3) a").EvaluateAsync<int>("link => link.textContent.charCodeAt(9)"));
        await page.GotoAsync(new Uri(portal.Address, "item/4").AbsoluteUri);
        Assert.Equal(0xd83d, await page.Locator("h1").EvaluateAsync<int>("heading => heading.textContent.charCodeAt(9)"));
        await Expect(page.GetByTestId("note")).ToHaveTextAsync(portal.Items[3].Note);
        await page.GotoAsync(new Uri(portal.Address, "item/6").AbsoluteUri);

        Assert.Contains(browser.Complaints, line => line.StartsWith("half an emoji", StringComparison.Ordinal));
    }

    private static Task<OddPortal> StartAsync(OddPortalOptions options) =>
        OddPortal.StartAsync(options, TestContext.Current.CancellationToken);

    private static async Task SignInAsync(IPage page, OddPortal portal, string? password = null)
    {
        await page.GetByLabel("User name").FillAsync(portal.Username);
        await page.GetByLabel("Password").FillAsync(password ?? portal.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
