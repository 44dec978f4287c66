using BrowserScraper.DemoSites.Odd;

namespace BrowserScraper.Tests.DemoSites.Odd;

public sealed class OddAwayTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 302)]
    public async Task Portal_ThatWentAway_ComesBackOnItsPort(bool keepsSessions, int status)
    {
        await using OddPortal portal = await OddPortal.StartAsync(new(), Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        Uri address = portal.Address;

        await portal.GoAwayAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => visitor.ReadAsync("item/1"));
        await portal.ComeBackAsync(keepsSessions, Stopping);

        Assert.Equal(address, portal.Address);
        Assert.Equal(status, (await visitor.ReadAsync("item/1")).Status);
    }

    [Fact]
    public async Task Documents_NextOnes_AreCutInTheMiddle()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new(), Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        portal.CutNextDocuments(1);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => visitor.ReadAsync("item/1"));
        Assert.Contains(portal.Items[0].Note, (await visitor.ReadAsync("item/1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileHosts_OneOfThree_StopsAloneAndForGood()
    {
        await using OddPortal portal = await OddPortal.StartAsync(new() { FileHosts = 3 }, Stopping);
        using OddVisitor visitor = new(portal);
        await visitor.SignInAsync();
        OddItem[] items = [.. portal.Items.Take(3)];
        Assert.Equal(3, items.Select(item => portal.FileAddressOf(item).Port).Append(portal.Address.Port).Distinct().Count() - 1);
        await portal.StopFileHostAsync(1);

        foreach (OddItem item in items)
        {
            string address = portal.FileAddressOf(item).AbsoluteUri;
            if (portal.FileAddressOf(item).Port == portal.FileHosts[1].Port)
            {
                await Assert.ThrowsAnyAsync<HttpRequestException>(() => visitor.AskAsync(address));
                continue;
            }

            using HttpResponseMessage file = await visitor.AskAsync(address);
            Assert.Equal(OddPortal.PdfOf(item), await file.Content.ReadAsByteArrayAsync(Stopping));
        }
    }
}
