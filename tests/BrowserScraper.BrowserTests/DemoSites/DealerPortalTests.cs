using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BrowserScraper.BrowserTests.DemoSites;

/// <summary>What a visitor sees of the dealer portal.</summary>
public sealed class DealerPortalTests
{
    [Fact]
    public async Task Vehicle_HasDetailRequests_ShowsThemTogetherWithItsPrice()
    {
        await using DealerPortal portal = await DealerPortal.StartAsync(
            new() { Vehicles = 20, DetailRequests = 3 }, TestContext.Current.CancellationToken);
        Vehicle vehicle = portal.Vehicles.First(vehicle => vehicle.Price is not null);
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync(portal.Address.AbsoluteUri);
        await page.GetByLabel("User name").FillAsync(portal.Username);
        await page.GetByLabel("Password").FillAsync(portal.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByLabel("I have read and accept the license terms").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept and continue" }).ClickAsync();
        await page.Locator($"[data-vin='{vehicle.Vin}'] a").ClickAsync();

        await Expect(page.GetByTestId("price")).ToHaveTextAsync($"${vehicle.Price:N0}");
        await Expect(page.GetByTestId("detail"))
            .ToHaveTextAsync([$"Detail 1 of {vehicle.Title}", $"Detail 2 of {vehicle.Title}", $"Detail 3 of {vehicle.Title}"]);
        Assert.Empty(browser.Complaints);
    }
}
