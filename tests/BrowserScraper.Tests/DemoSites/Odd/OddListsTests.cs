using BrowserScraper.DemoSites.Odd;

namespace BrowserScraper.Tests.DemoSites.Odd;

public sealed class OddListsTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OddListTrouble.None, 75, 75)]
    [InlineData(OddListTrouble.RemembersPage, 65, 75)]
    [InlineData(OddListTrouble.StopsShort, 50, 75)]
    [InlineData(OddListTrouble.Empty, 0, 0)]
    [InlineData(OddListTrouble.Shifts, 75, 75)]
    [InlineData(OddListTrouble.TwoUnderOneKey, 74, 75)]
    [InlineData(OddListTrouble.Promoted, 75, 75)]
    public async Task List_ReadByItsLinks_HasSoManyKeysAndSaysItsNumber(OddListTrouble trouble, int keys, int total)
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { ListTrouble = trouble }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        List<string> found = [];
        for (string? path = "list"; path is not null;)
        {
            string page = (await visitor.ReadAsync(path)).Text;
            found.AddRange(OddVisitor.AllIn(page, "data-key=\"([^\"]+)\""));
            Assert.Equal([$"of {total} items"], OddVisitor.AllIn(page, "data-testid=\"total\">([^<]+)<"));
            path = OddVisitor.AllIn(page, "rel=\"next\" href=\"([^\"]+)\"").FirstOrDefault();
        }

        Assert.Equal(keys, found.Distinct().Count());
        Assert.Equal(trouble == OddListTrouble.Shifts, found.Contains("ODD-0076") && !found.Contains("ODD-0011"));
        Assert.Equal(trouble == OddListTrouble.Shifts ? 76 : 75, portal.Items.Count);
    }

    [Fact]
    public async Task List_MoreThanThreePagesInTwoSeconds_IsRefusedWithATime()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { ListPagesInTwoSeconds = 3 }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        List<int> statuses = [];
        for (int page = 1; page <= 4; page++)
        {
            using HttpResponseMessage answer = await visitor.AskAsync($"list?page={page}");
            statuses.Add((int)answer.StatusCode);
            Assert.Equal(statuses[^1] == 429, answer.Headers.RetryAfter?.Delta == TimeSpan.FromSeconds(2));
        }

        Assert.Equal([200, 200, 200, 429], statuses);
        Assert.Equal(1, portal.Counts.TooMany);
    }

    [Fact]
    public async Task List_SecondPageBroken_ComesWholeAfterSoManyTries()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { BrokenListPages = 2 }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => visitor.ReadAsync("list?page=2"));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => visitor.ReadAsync("list?page=2"));
        Assert.EndsWith("</html>", (await visitor.ReadAsync("list?page=2")).Text, StringComparison.Ordinal);
        Assert.Equal(2, portal.Counts.CutDocuments);
    }

    [Theory]
    [InlineData(OddListForm.Links, "href=\"/item/1\"", "rel=\"next\"")]
    [InlineData(OddListForm.HashRoutes, "href=\"/app#/item/1\"", "rel=\"next\"")]
    [InlineData(OddListForm.PushState, "href=\"/item/1\"", "history.pushState")]
    [InlineData(OddListForm.Buttons, "<a role=\"button\"", "id=\"next\"")]
    public async Task List_ByForm_HasItsRowsAndItsWayOn(OddListForm form, string row, string further)
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { List = form }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        string page = (await visitor.ReadAsync("list")).Text;

        Assert.Contains(row, page, StringComparison.Ordinal);
        Assert.Contains(further, page, StringComparison.Ordinal);
        Assert.Contains("ODD-0011", (await visitor.TellAsync("api/list?page=2")).GetProperty("html").GetString(), StringComparison.Ordinal);
    }
}
