using System.Net.Http.Json;
using System.Text.RegularExpressions;
using BrowserScraper.DemoSites;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The service in a process of its own, as somebody has it who opens its page.</summary>
internal sealed partial class DashboardService : IDisposable
{
    private readonly CliProcess process;

    private DashboardService(CliProcess process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <param name="portal">What its jobs work on.</param>
    /// <param name="folder">Where it keeps them.</param>
    /// <param name="port">0 for any free one.</param>
    public static async Task<DashboardService> StartAsync(IDemoPortal portal, CliFolder folder, int port = 0)
    {
        CliProcess serving = CliProcess.Start(portal, folder, "serve", "--port", $"{port}");
        await Until.TrueAsync(() => serving.HasExited || Listens().IsMatch(serving.Output), "the service listens");
        Assert.False(serving.HasExited, serving.Output + serving.Error);
        return new(serving, new(Listens().Match(serving.Output).Groups[1].Value));
    }

    /// <summary>Orders a job, as a program would.</summary>
    public async Task OrderAsync(string script, params IEnumerable<string> settings)
    {
        using HttpClient http = new() { BaseAddress = Address };
        Dictionary<string, string> values = settings.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        using HttpResponseMessage answer = await http.PostAsJsonAsync(
            "jobs", new { script, settings = values }, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public Task KillAsync() => process.KillAsync();

    public void Dispose() => process.Dispose();

    [GeneratedRegex(@"listens at (http://\S+)")]
    private static partial Regex Listens();
}
