using System.Collections.Concurrent;
using System.Net;
using System.Text;
using BrowserScraper.App.Running;
using BrowserScraper.Progress;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace BrowserScraper.Tests.App.Running;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Start_WithACollector_SendsItMetricsAndTraces()
    {
        ConcurrentDictionary<string, string> received = [];
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using WebApplication collector = builder.Build();
        collector.Run(async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            received[context.Request.Path] = Encoding.Latin1.GetString(body.ToArray());
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single());
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");

        using (Telemetry.Start())
        {
            RunMetrics metrics = new();
            metrics.Read(new RunEvent.RunStarted("test-job", "run-1", "a site", 1, null, 0, 0, new Dictionary<string, string>()));
            metrics.Read(new RunEvent.SignedIn(1, TimeSpan.Zero));
            metrics.Read(new RunEvent.RunEnded(null, null));
        }

        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
        Assert.Contains("browserscraper.sign_ins", received["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("browser-scraper", received["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("run test-job", received["/v1/traces"], StringComparison.Ordinal);
    }
}
