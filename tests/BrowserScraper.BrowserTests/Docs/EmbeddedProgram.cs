using BrowserScraper.Hosting;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Scripts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BrowserScraper.BrowserTests.Docs;

/// <summary>The sample of docs/embedding.md, as it stands there.</summary>
internal static class EmbeddedProgram
{
    public static IHost Build(string[] args)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args); // appsettings.json, environment, command line
        builder.Services
            .AddBrowserScraper(builder.Configuration)
            .AddSite<DealerInventory>()
            .AddHostedRun(new RunRequest("dealer-inventory") { StopGrace = TimeSpan.FromSeconds(5) })
            .AddSingleton<IRunEventReader, Trouble>();
        return builder.Build();
    }

    // What goes wrong in any run, for whoever should hear of it.
    private sealed class Trouble : IRunEventReader
    {
        public void Read(RunEvent happened)
        {
            if (happened is RunEvent.ItemEnded { State: ItemState.Failed } item)
            {
                Console.Error.WriteLine($"{item.Key}: {item.Outcome}, {item.Reason}");
            }
        }
    }

    // The other way: a run at a moment of the program's own choosing.
    public static async Task<int> RunTenAsync(IHost host, CancellationToken stopping)
    {
        RunRequest ten = new("dealer-inventory") { Settings = new Dictionary<string, string?> { ["MAX_DOWNLOADS"] = "10" } };
        RunReport report = await host.Services.GetRequiredService<RunService>().RunAsync(ten, stopping);
        return report.Done;
    }
}
