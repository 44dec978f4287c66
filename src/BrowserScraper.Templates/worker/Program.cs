using BrowserScraper.Hosting;
using BrowserScraper.Planning;
using BrowserScraper.Progress;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args); // appsettings.json, environment, command line
builder.Services.AddBrowserScraper(builder.Configuration).AddSite<MySite>().AddHostedService<Timetable>();
await builder.Build().RunAsync();

// Runs the job at the start and whenever EVERY has passed. What one run leaves, the next one goes on with.
internal sealed class Timetable(RunService runs, IConfiguration configuration, ILogger<Timetable> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        RunRequest request = new("my-site") { StopGrace = TimeSpan.FromSeconds(5) };
        using PeriodicTimer timer = new(configuration.GetValue("EVERY", TimeSpan.FromHours(12)));
        do
        {
            try
            {
                RunReport report = await runs.RunAsync(request, stoppingToken);
                log.LogInformation("{Done} done, {Failed} failed, {Left} left", report.Done, report.Failed, report.Remaining);
            }
            catch (RunStopException refused)
            {
                log.LogError("{Reason}", refused.Message); // a setting is wrong, or another process has the job
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
