using BrowserScraper.DemoSites.Odd;

namespace BrowserScraper.Tests.DemoSites.Odd;

public sealed class OddPortalTests
{
    private const string Sign = "href=\"/sign-out\"";

    private static readonly string[] Views = ["", "list?page=2", "item/3", "sign-in"];
    private static readonly string[] Contents = ["api/item/3", "api/list", "api/session", "files/3.pdf"];

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_AllPages_HaveEveryItemOnceAndCountThem()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new(), Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        string[] pages = await Task.WhenAll(
            Enumerable.Range(1, 8).Select(async page => (await visitor.ReadAsync($"list?page={page}")).Text));

        Assert.Equal(portal.Items.Select(item => item.Key), pages.SelectMany(page => OddVisitor.AllIn(page, "data-key=\"([^\"]+)\"")));
        Assert.All(pages, page => Assert.Contains("data-testid=\"total\">of 75 items<", page, StringComparison.Ordinal));
        Assert.Equal(7, pages.Count(page => page.Contains("Next page", StringComparison.Ordinal)));
        Assert.Equal((8, 1, 1), (portal.Counts.ListPages, portal.Counts.SignIns, portal.Counts.FormPosts));
    }

    [Fact]
    public async Task Item_SignedIn_TellsItsOwnTextsAndLeadsToItsFile()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new(), Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        OddItem item = portal.Items[11];
        string page = (await visitor.ReadAsync("item/12")).Text;
        using HttpResponseMessage file = await visitor.AskAsync(OddVisitor.AllIn(page, "href=\"([^\"]+)\">File<").Single());

        Assert.Equal([item.Note], OddVisitor.AllIn(page, "data-testid=\"note\">([^<]+)<"));
        Assert.Equal([item.Code], OddVisitor.AllIn(page, "data-testid=\"code\">([^<]+)<"));
        Assert.Contains($"<h1>{item.Title}</h1>", page, StringComparison.Ordinal);
        Assert.Equal(OddPortal.PdfOf(item), await file.Content.ReadAsByteArrayAsync(Stopping));
        Assert.Equal(75, portal.Items.DistinctBy(other => other.Note).DistinctBy(other => other.Code).Count());
        Assert.Equal((1, 1, 1), (portal.Counts.ItemPages, portal.Counts.Files, portal.Counts.ByPath["/item/12"]));
    }

    [Theory]
    [InlineData(OddSignOut.Redirect, 302, "", true)]
    [InlineData(OddSignOut.FormInPlace, 200, "Login required", true)]
    [InlineData(OddSignOut.CacheableForm, 200, "Login required", true)]
    [InlineData(OddSignOut.LastModifiedForm, 200, "Login required", true)]
    [InlineData(OddSignOut.MenuClosed, 200, "Login required", true)]
    [InlineData(OddSignOut.NoHeader, 200, "Login required", false)]
    [InlineData(OddSignOut.Stale, 200, "Login required", true)]
    [InlineData(OddSignOut.StaleRedirect, 302, "", true)]
    public async Task SignOut_ByShape_IsAnsweredSoAndTheItemAfterTheSignIn(OddSignOut shape, int status, string said, bool hasHeader)
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { SignOut = shape }, Stopping);
        using OddVisitor visitor = new(portal);
        (int Status, string? LedTo, string Text) before = await visitor.ReadAsync("item/3");
        (int Status, string? LedTo, string Text) entered = await visitor.SignInAsync(form: status == 302 ? before.LedTo! : "item/3");
        (int Status, string? LedTo, string Text) after = await visitor.ReadAsync("item/3");

        Assert.Equal((status, status == 302 ? "/sign-in?returnUrl=%2Fitem%2F3" : null), (before.Status, before.LedTo));
        Assert.Contains(said, before.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Sign, before.Text, StringComparison.Ordinal);
        Assert.Equal(
            (302, shape is OddSignOut.CacheableForm or OddSignOut.LastModifiedForm ? "/?welcome=1" : "/item/3"),
            (entered.Status, entered.LedTo));
        Assert.Contains(portal.Items[2].Note, after.Text, StringComparison.Ordinal);
        Assert.Equal(hasHeader, after.Text.Contains(Sign, StringComparison.Ordinal));
        Assert.Contains(Sign, (await visitor.ReadAsync("")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OddSignOut.CacheableForm, "max-age=600", null)]
    [InlineData(OddSignOut.LastModifiedForm, null, "Wed, 01 Jan 2020 00:00:00 GMT")]
    [InlineData(OddSignOut.FormInPlace, "no-store", null)]
    public async Task Pages_ByShape_MayBeKeptOrNot(OddSignOut shape, string? cacheControl, string? modified)
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { SignOut = shape }, Stopping);
        using OddVisitor visitor = new(portal);
        using HttpResponseMessage before = await visitor.AskAsync("item/3");
        await visitor.SignInAsync();
        using HttpResponseMessage after = await visitor.AskAsync("item/3");

        Assert.All([before, after], answer => Assert.Equal(
            (cacheControl, modified), (answer.Headers.CacheControl?.ToString(), answer.Content.Headers.LastModified?.ToString("R"))));
    }

    [Theory]
    [InlineData(OddSignOut.SinglePageApp, 200)]
    [InlineData(OddSignOut.AppRestoresLate, 200)]
    [InlineData(OddSignOut.ShellStays, 401)]
    public async Task App_AnyAddress_IsOneShellAndTheContentComesByRequests(OddSignOut shape, int status)
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { SignOut = shape, RestoreDelay = TimeSpan.Zero }, Stopping);
        using OddVisitor visitor = new(portal);
        string[] shells = await Task.WhenAll(Views.Select(async path => (await visitor.ReadAsync(path)).Text));
        (int Status, string? LedTo, string Text)[] refused = await Task.WhenAll(Contents.Select(visitor.ReadAsync));
        (int Status, string? LedTo, string Text) me = await visitor.ReadAsync("api/me");
        (int Status, string? LedTo, string Text) entered = await visitor.SignInAsync(form: "", address: "api/sign-in");

        Assert.All(shells, shell => Assert.Contains($"shapes.{shape}()", shell, StringComparison.Ordinal));
        Assert.All(refused, answer => Assert.Equal(401, answer.Status));
        Assert.Equal(status, me.Status);
        Assert.Contains("\"ok\":true", entered.Text, StringComparison.Ordinal);
        Assert.Equal(portal.Items[2].Note, (await visitor.TellAsync("api/item/3")).GetProperty("note").GetString());
        Assert.Equal(75, (await visitor.TellAsync("api/list?page=2")).GetProperty("total").GetInt32());
        Assert.Equal("demo", (await visitor.TellAsync("api/me")).GetProperty("user").GetString());
        Assert.Equal(1, portal.Counts.ItemPages);
    }

    [Fact]
    public async Task License_AfterSignInAndWheneverAsked_StandsBeforeEveryPage()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { SignOut = OddSignOut.LicenseBetween }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        for (int round = 1; round <= 2; round++)
        {
            string between = (await visitor.ReadAsync("item/3")).Text;
            Assert.Contains("id=\"license\"", between, StringComparison.Ordinal);
            Assert.Contains(Sign, between, StringComparison.Ordinal);
            await visitor.AcceptAsync();
            Assert.Contains(portal.Items[2].Note, (await visitor.ReadAsync("item/3")).Text, StringComparison.Ordinal);
            portal.AskForLicense();
        }

        Assert.Equal((1, 2), (portal.Counts.SignIns, portal.Counts.LicensesAccepted));
    }

    [Theory]
    [InlineData(OddSignOut.Stale)]
    [InlineData(OddSignOut.StaleRedirect)]
    public async Task Stale_EveryTenthAnswerForAnItem_IsThatOfTheSignedOut(OddSignOut shape)
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { SignOut = shape }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        List<bool> right = [];
        for (int number = 1; number <= 20; number++)
        {
            right.Add((await visitor.ReadAsync($"item/{number}")).Text.Contains("data-testid=\"note\"", StringComparison.Ordinal));
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(number => number % 10 != 0), right);
        Assert.Contains(Sign, (await visitor.ReadAsync("")).Text, StringComparison.Ordinal);
        Assert.Equal((18, 2, 1), (portal.Counts.ItemPages, portal.Counts.StaleAnswers, portal.Counts.SignIns));
    }

    [Fact]
    public async Task Sessions_AfterSoManyPages_EndByThemselves()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { EndAfterItems = [2], EndAfterLists = [1] }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        List<int> statuses = [(await visitor.ReadAsync("list")).Status, (await visitor.ReadAsync("list")).Status];
        await visitor.SignInAsync();
        foreach (string path in (string[])["item/1", "item/2", "item/3"])
        {
            statuses.Add((await visitor.ReadAsync(path)).Status);
        }

        Assert.Equal([200, 302, 200, 200, 302], statuses);
        Assert.Equal((2, 2), (portal.Counts.SignIns, portal.Counts.SessionsEnded));
    }

    [Fact]
    public async Task Options_OutOfRange_AreAllNamed()
    {
        OddPortalOptions options =
            new() { Items = 0, FileHosts = 9, EndAfterItems = [0], AlwaysDown = [76], SignOut = OddSignOut.SinglePageApp,
            List = OddListForm.Buttons };
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => OddPortal.StartAsync(options, Stopping));
Assert.All(["Items is 0", "FileHosts is 9", "EndAfterItems has 0", "AlwaysDown names item 76", "SinglePageApp draws"],
    part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }
}
