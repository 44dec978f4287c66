using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using BrowserScraper.Cli.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace BrowserScraper.Tests.Cli.Running;

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
        using Meter meter = new(Telemetry.Source);
        using ActivitySource source = new(Telemetry.Source);

        using (Telemetry.Start())
        {
            meter.CreateCounter<int>("test_items").Add(7);
            source.StartActivity("test work")?.Dispose();
        }

        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
        Assert.Contains("test_items", received["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("browser-scraper", received["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("test work", received["/v1/traces"], StringComparison.Ordinal);
    }
}
