using BrowserScraper.Cli;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Planning;

public sealed class RunPlannerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string?> configuration = new()
    {
        ["DEALER_INVENTORY_URL"] = "https://dealer.example/portal",
        ["DEALER_INVENTORY_USERNAME"] = "anna",
        ["DEALER_INVENTORY_PASSWORD"] = "hunter2",
        ["MAX_DOWNLOADS"] = "7",
        ["CONCURRENT_PAGES"] = "3",
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PlanAsync_ConfigurationOfAProgram_IsBelowTheRequest()
    {
        RunRequest request = new() { Settings = new Dictionary<string, string?> { ["CONCURRENT_PAGES"] = "2" } };
        await using PlannedRun planned = await Planner().PlanAsync(request, TestContext.Current.CancellationToken);

        JobPlan plan = planned.Plan;
        Assert.Equal(("dealer-inventory", "https://dealer.example/portal/"), (plan.Job, plan.SiteLabel));
        Assert.Equal((2, 7, "anna"), (plan.Settings.Pages, plan.Settings.MaxItems, plan.Accounts[0].Username));
        Assert.Equal(["hunter2"], plan.SecretSettings);
        Assert.Null(planned.Remark);
    }

    [Fact]
    public async Task PlanAsync_AnyRun_IsNamedByItsTime()
    {
        FakeTimeProvider clock = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        RunPlanner planner = new(Tool.Scripts, new ConfigurationBuilder().AddInMemoryCollection(configuration).Build(), clock);

        await using PlannedRun planned = await planner.PlanAsync(new(), TestContext.Current.CancellationToken);

        Assert.Matches("^20260102-030405-[0-9a-f]{4}$", planned.Plan.Run);
    }

    [Fact]
    public async Task PlanAsync_MistakesOfOneRequest_AreToldTogether()
    {
        configuration["DEALER_INVENTORY_PASSWORD"] = null;
        configuration["HEADLESS"] = "maybe";
        RunRequest request = new() { Settings = new Dictionary<string, string?> { ["MAX_DOWNLOADS"] = "-1" } };

        Assert.Equal(
            "3 settings are wrong:\n  MAX_DOWNLOADS=-1 (the request): must be a whole number from 0"
                + "\n  HEADLESS=maybe (configuration): must be true or false"
                + "\n  DEALER_INVENTORY_PASSWORD is not set, and DEALER_INVENTORY_URL is; a portal of yours needs both, best in .env",
            (await RefusedAsync(Planner(), request)).Message);
    }

    [Theory]
    [InlineData("media-search", "full",
        "QUERY is not set, and media-search needs to know what to look for; such as QUERY=nature landscape")]
    [InlineData("media-search/nature", "full", "there is no job 'media-search/nature' with a run in ")]
    [InlineData("no-such", "full", "there is no script 'no-such'; scripts: dealer-inventory, ")]
    [InlineData(null, "no-such", "there is no profile 'no-such'; profiles: full, ")]
    [InlineData("book-library", "full", "BOOK_LIBRARY_URL is not set, and book-library needs an address")]
    public async Task PlanAsync_WrongRequest_IsRefusedWithWhatToDo(string? script, string profile, string told)
    {
        RunRequest request = new(script) { Profile = profile };

        Assert.Contains(told, (await RefusedAsync(Planner(), request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanAsync_NoScripts_IsRefused() => Assert.Equal(
        "there is no script to run; add one", (await RefusedAsync(new([], new ConfigurationBuilder().Build()), new())).Message);

    [Fact]
    public async Task PlanAsync_NoAddress_WorksOnADemoPortalAndSaysSo()
    {
        RunPlanner planner = new(Tool.Scripts, () => [], Service.Portals, TimeProvider.System);
        await using PlannedRun planned = await planner.PlanAsync(new("book-library"), TestContext.Current.CancellationToken);

        Assert.Equal("the demo portal", planned.Plan.SiteLabel);
        Assert.Equal(
            $"DEMO: BOOK_LIBRARY_URL is not set, so this run uses the embedded demo portal at {planned.Plan.Site.Url} (5 books)",
            planned.Remark);
    }

    [Fact]
    public void TargetOf_Request_IsTheJobWithItsFolder()
    {
        configuration["QUERY"] = "nature landscape";
        configuration["DATA_DIR"] = folder.Root;

        JobTarget target = Planner().TargetOf(new("media-search"));

        Assert.Equal(("media-search/nature-landscape", folder["media-search/nature-landscape"]), (target.Job, target.Folder));
    }

    private RunPlanner Planner() => new(Tool.Scripts, new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());

    private static async Task<RunStopException> RefusedAsync(RunPlanner planner, RunRequest request)
    {
        RunStopException stop = await Assert.ThrowsAsync<RunStopException>(
            () => planner.PlanAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal(StopReason.BadUsage, stop.Reason);
        return stop;
    }
}
