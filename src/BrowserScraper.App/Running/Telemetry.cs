using BrowserScraper.Items;
using BrowserScraper.Progress;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BrowserScraper.App.Running;

/// <summary>
/// Sends metrics and traces to a collector by OTLP where OTEL_EXPORTER_OTLP_ENDPOINT says where to; the other OTEL_ variables count as
/// everywhere. What a collector does not take harms no run.
/// </summary>
internal sealed class Telemetry : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Service = "OTEL_SERVICE_NAME";
    private const int ShutdownMilliseconds = 1000;

    private readonly MeterProvider metrics;
    private readonly TracerProvider traces;

    private Telemetry()
    {
        ResourceBuilder resource = ResourceBuilder.CreateDefault();
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Service)))
        {
            resource.AddService("browser-scraper");
        }

        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(RunMetrics.Name).AddOtlpExporter().Build();
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(RunMetrics.Name).AddOtlpExporter().Build();
    }

    /// <returns>Null where nobody wants any.</returns>
    /// <exception cref="RunStopException">The address is none.</exception>
    public static Telemetry? Start()
    {
        string? endpoint = Environment.GetEnvironmentVariable(Endpoint);
        if (string.IsNullOrWhiteSpace(endpoint))
        {
            return null;
        }

        return Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? new()
            : throw new RunStopException(
                StopReason.BadUsage, $"{Endpoint}={endpoint} (environment): must be an address that begins with http:// or https://");
    }

    /// <summary>Sends what is left, for at most a second each.</summary>
    public void Dispose()
    {
        traces.Shutdown(ShutdownMilliseconds);
        metrics.Shutdown(ShutdownMilliseconds);
        traces.Dispose();
        metrics.Dispose();
    }
}
