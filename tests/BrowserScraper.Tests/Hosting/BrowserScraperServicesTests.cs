using BrowserScraper.Hosting;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Sites.Classes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BrowserScraper.Tests.Hosting;

/// <summary>No browser is there: a run ends at once, or never gets that far.</summary>
public sealed class BrowserScraperServicesTests : IDisposable
{
    private const int Limit = 30_000;

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string?> configuration;

    public BrowserScraperServicesTests() => configuration = new()
    {
        ["Scraper:DEALER_INVENTORY_URL"] = "http://127.0.0.1:9/",
        ["Scraper:DEALER_INVENTORY_USERNAME"] = "anna",
        ["Scraper:DEALER_INVENTORY_PASSWORD"] = "hunter2",
        ["Scraper:DATA_DIR"] = folder.Root,
        ["Scraper:BROWSER_PATH"] = folder["no-browser"],
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AddSite_Classes_AreDescribedByThemselves()
    {
        using IHost host = Build(services => services.AddSite<DealerInventory>().AddSite<MediaSearch>());

        Assert.Equal(
            [("dealer-inventory", true, null), ("media-search", false, "QUERY")],
            host.Services.GetServices<SiteScriptEntry>().Select(entry => (entry.Name, entry.NeedsSignIn, entry.Request)));
    }

    [Fact]
    public void AddSite_ConstructorsThatTakeServices_GetThem()
    {
        SiteSettings settings = new(new("http://site.example/"), "", "");
        using IHost host = Build(services => services.AddSite<ByServices>().AddSite<ByServicesAlone>().AddSite<FairPrices>());

        SiteScript[] scripts = [.. host.Services.GetServices<SiteScriptEntry>().Select(entry => entry.Create(settings))];

        Assert.Equal((TimeProvider.System, settings), Assert.IsType<ByServices>(scripts[0]).Given);
        Assert.Same(TimeProvider.System, Assert.IsType<ByServicesAlone>(scripts[1]).Time);
        Assert.Same(settings, Assert.IsType<FairPrices>(scripts[2]).Settings);
    }

    [Fact]
    public void AddSite_ClassThatIsWrong_IsToldAtOnce() => Assert.Equal(
        "BrowserScraper.Tests: WrongClasses.Unmarked has no [Site(\"its-name\", \"what it fetches\")] above it",
        Assert.Throws<RunStopException>(() => new ServiceCollection().AddSite<WrongClasses.Unmarked>()).Message);

    [Fact]
    public void AddSite_SameScriptTwice_RefusesToStart()
    {
        using IHost host = Build(services => services.AddSite<DealerInventory>().AddSite<DealerInventory>());

        Assert.Throws<RunStopException>(host.Services.GetRequiredService<RunService>);
    }

    [Fact(Timeout = Limit)]
    public async Task RunAsync_SettingsOfASection_AreThoseOfTheRun()
    {
        Ending ending = new();
        using IHost host = Build(services => services.AddSite<DealerInventory>().AddSingleton<IRunEventReader>(ending));

        RunReport report = await RunAsync(host, TestContext.Current.CancellationToken);

        Assert.Equal((StopReason.MachineLacks, "dealer-inventory", "http://127.0.0.1:9/"), (report.Stopped, report.Job, report.Site));
        Assert.Contains("no-browser", report.Message, StringComparison.Ordinal);
        Assert.Equal(StopReason.MachineLacks, ending.Stopped);
    }

    [Fact(Timeout = Limit)]
    public async Task RunAsync_ToldToStopAtOnce_ReportsThatItWasInterrupted()
    {
        using IHost host = Build(services => services.AddSite<DealerInventory>());

        RunReport report = await RunAsync(host, new CancellationToken(canceled: true));

        Assert.Equal(
            (StopReason.Interrupted,
                "the program ends; items in flight get 10 s to finish, then everything is saved; run again to go on"),
            (report.Stopped, report.Message));
    }

    [Fact(Timeout = Limit)]
    public async Task AddHostedRun_RunCannotBegin_StopsTheHost()
    {
        configuration["Scraper:HEADLESS"] = "maybe";
        using IHost host = Build(services => services.AddSite<DealerInventory>().AddHostedRun(new()));
        TaskCompletionSource stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        await host.StartAsync(TestContext.Current.CancellationToken);
        await stopping.Task;

        BackgroundService run = Assert.IsAssignableFrom<BackgroundService>(host.Services.GetServices<IHostedService>().Single());
        Assert.Contains(
            "HEADLESS=maybe (configuration)", (await Assert.ThrowsAsync<RunStopException>(() => run.ExecuteTask!)).Message,
            StringComparison.Ordinal);
    }

    private IHost Build(Action<IServiceCollection> add)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(configuration);
        add(builder.Services.AddBrowserScraper(builder.Configuration.GetSection("Scraper")));
        return builder.Build();
    }

    private static Task<RunReport> RunAsync(IHost host, CancellationToken stopping) =>
        host.Services.GetRequiredService<RunService>().RunAsync(new RunRequest(), stopping);

    private sealed class Ending : IRunEventReader
    {
        public StopReason? Stopped { get; private set; }

        public void Read(RunEvent happened)
        {
            if (happened is RunEvent.RunEnded ended)
            {
                Stopped = ended.Stopped;
            }
        }
    }
}
