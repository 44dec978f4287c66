using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BrowserScraper.BrowserTests;

/// <summary>A job in PostgreSQL on the page of a service: its machines, and what steers all of them.</summary>
public sealed class SharedDashboardTests(PostgresServer server) : IAsyncLifetime
{
    private readonly CliFolder served = new();
    private readonly CliFolder other = new();
    private ReportBrowser browser = null!;

    public async ValueTask InitializeAsync() => browser = await ReportBrowser.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        served.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task Job_ThatAnotherMachineWorksOn_ShowsMachinesAndIsSteeredWithAll()
    {
        await using DealerPortal portal = await Portals.StartAsync(60, TimeSpan.FromMilliseconds(300));
        await SetAsync(served);
        await SetAsync(other);
        using CliProcess machine = CliProcess.Start(portal, other, "run", "dealer-inventory", "--pages", "1");
        using DashboardService service = await DashboardService.StartAsync(portal, served);
        await Until.TrueAsync(() => machine.HasExited || portal.Stickers() >= 1, "a sticker was served");
        IPage page = await browser.OpenAsync($"{service.Address}#/jobs/dealer-inventory", new() { BypassCSP = true }); // for the check

        ILocator machines = page.GetByRole(AriaRole.Region, new() { Name = "Machines" });
        ILocator rows = machines.GetByRole(AriaRole.Row);
        await Expect(rows).ToHaveCountAsync(2); // the names of the columns, and one machine
        await Expect(rows.Nth(1)).ToContainTextAsync($"process {machine.Id}");
        await Expect(rows.Nth(1)).ToContainTextAsync("At work");
        await service.OrderAsync("dealer-inventory", "CONCURRENT_PAGES=1");
        await Expect(rows).ToHaveCountAsync(3);
        await Expect(machines).ToContainTextAsync("2 machines at work");
        AxeResult barriers = await page.RunAxe(
            new AxeRunOptions { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } });
        Assert.Empty(barriers.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")));

        await machines.GetByLabel("Pages of each machine", new() { Exact = true }).FillAsync("3");
        await machines.GetByRole(AriaRole.Button, new() { Name = "Apply the pages of each machine" }).ClickAsync();
        await Until.TrueAsync(
            () => machine.HasExited || machine.Output.Contains("pages: 3, by ", StringComparison.Ordinal), "it has 3 pages");
        await using PostgresJobStore store = new(new(await server.ConnectionAsync(), served["shared"]) { Schema = Schema });
        IJobControl elsewhere = (await store.ControlAsync("dealer-inventory"))!;
        Assert.True(await elsewhere.PauseAsync("anna"));
        await Expect(page.GetByText("Paused", new() { Exact = true })).ToBeVisibleAsync();
        await Until.TrueAsync(() => File.ReadAllText(Kept).Contains("\"paused\"", StringComparison.Ordinal), "the service keeps it so");
        Assert.True(await elsewhere.ResumeAsync("anna"));
        await Expect(page.GetByText("Running", new() { Exact = true })).ToBeVisibleAsync();
        await machines.GetByRole(AriaRole.Button, new() { Name = "Stop on all machines" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Stop the job" }).ClickAsync();

        await machine.ExitAsync();
        await Expect(page.GetByText("Interrupted", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(machines).ToContainTextAsync("Nobody works on it now");
        Assert.Contains("stopped by ", machine.Output + machine.Error, StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    private string Schema => $"d_{Path.GetFileName(served.Root).Replace('-', '_').ToLowerInvariant()}";

    /// <summary>What the service keeps of its jobs.</summary>
    private string Kept => Path.Combine(served.Data, "service", "jobs.json");

    private async Task SetAsync(CliFolder folder) => await File.WriteAllLinesAsync(
        folder[".env"],
        [
            $"STORE='{await server.ConnectionAsync()}'",
            $"STORE_SCHEMA={Schema}",
            $"FILES_DIR={served["shared"]}",
        ],
        TestContext.Current.CancellationToken);
}
