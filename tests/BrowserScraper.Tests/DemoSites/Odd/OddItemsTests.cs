using BrowserScraper.DemoSites.Odd;

namespace BrowserScraper.Tests.DemoSites.Odd;

public sealed class OddItemsTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OddItemKind.Wall, "Checking your browser")]
    [InlineData(OddItemKind.WallWithHeader, "Checking your browser")]
    [InlineData(OddItemKind.WallWithRetryAfter, "Checking your browser")]
    [InlineData(OddItemKind.WallRefresh, "http-equiv=\"refresh\"")]
    [InlineData(OddItemKind.ConsentPage, "We value your privacy")]
    [InlineData(OddItemKind.Maintenance, "We will be back soon")]
    [InlineData(OddItemKind.SoftNotFound, "/sign-out")]
    [InlineData(OddItemKind.SoftNotFoundWithFields, "data-testid=\"note\">Nothing is known.")]
    [InlineData(OddItemKind.Neighbour, "Note of item 12")]
    public async Task Item_OfATenth_IsSomethingElseWith200(OddItemKind kind, string said)
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { OddItems = [kind] }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        using HttpResponseMessage answer = await visitor.AskAsync("item/11");
        bool[] odd = await Task.WhenAll(
            portal.Items.Select(
                async item => !(await visitor.ReadAsync($"item/{item.Number}")).Text.Contains(item.Note, StringComparison.Ordinal)));

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(Stopping), StringComparison.Ordinal);
        Assert.Equal(
            (kind == OddItemKind.WallWithHeader, kind == OddItemKind.WallWithRetryAfter),
            (answer.Headers.Contains("cf-mitigated"), answer.Headers.RetryAfter is not null));
        Assert.Equal(portal.Items.Select(item => item.Number % 10 == 1), odd);
        Assert.Equal(9, portal.Counts.OddPages);
    }

    [Fact]
    public async Task Items_SeveralKindsThatPass_StrikeATenthEachAndOnce()
    {
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { OddItems = [OddItemKind.Wall, OddItemKind.Maintenance], OddAnswers = 1 }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();

        Assert.Contains("Checking", (await visitor.ReadAsync("item/1")).Text, StringComparison.Ordinal);
        Assert.Contains("back soon", (await visitor.ReadAsync("item/2")).Text, StringComparison.Ordinal);
        Assert.Contains(portal.Items[2].Note, (await visitor.ReadAsync("item/3")).Text, StringComparison.Ordinal);
        Assert.Contains(portal.Items[0].Note, (await visitor.ReadAsync("item/1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_AlwaysDownOrWithABrokenFile_StaySo()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { AlwaysDown = [3, 8], BrokenFiles = [5] }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();

        foreach (string path in (string[])["item/3", "item/3", "item/8", "item/5"])
        {
            Assert.Equal(path == "item/5" ? 200 : 504, (await visitor.ReadAsync(path)).Status);
        }

        using HttpResponseMessage file = await visitor.AskAsync("files/5.pdf");
        Assert.Equal(OddPortal.PdfOf(portal.Items[4]).Length / 2, (await file.Content.ReadAsByteArrayAsync(Stopping)).Length);
    }

    [Fact]
    public async Task Texts_AllOfThem_AreOddWhereTheyAreToBe()
    {
        OddTexts all =
            OddTexts.HalfEmojiInList | OddTexts.HalfEmojiOnItem | OddTexts.HalfEmojiUnread | OddTexts.HalfEmojiInConsole
            | OddTexts.Invisible | OddTexts.Late;
        await using OddPortal portal = await OddPortal.StartAsync(new() { Texts = all }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        string list = (await visitor.ReadAsync("list")).Text;
        string[] items = await Task.WhenAll(
            Enumerable.Range(1, 7).Select(async number => (await visitor.ReadAsync($"item/{number}")).Text));

        Assert.Contains("\u200B\u00A0ODD-0003\u200E", list, StringComparison.Ordinal);
        Assert.Contains("li:nth-child(3)", list, StringComparison.Ordinal);
        Assert.Equal([4], Having("querySelector('h1')"));
        Assert.Equal([5], Having("querySelector('[data-testid=remark]')"));
        Assert.Equal([6], Having(@"\ud83d"));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], Having("data-later="));
        Assert.StartsWith("Blue car \U0001F697", portal.Items[2].Title, StringComparison.Ordinal);
        Assert.StartsWith("Blue car \U0001F697", portal.Items[3].Title, StringComparison.Ordinal);

        IEnumerable<int> Having(string part) =>
            Enumerable.Range(1, 7).Where(number => items[number - 1].Contains(part, StringComparison.Ordinal));
    }
}
