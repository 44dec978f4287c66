using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BrowserScraper.DemoSites.Hosting;

/// <summary>One portal's web server: Kestrel inside this process, on the loopback address only.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromMilliseconds(300);

    private readonly WebApplication app;

    private DemoHost(WebApplication app) => this.app = app;

    public Uri Address => new(app.Services.GetRequiredService<IServer>()
        .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/");

    /// <param name="port">0 takes a free one.</param>
    /// <param name="latencyOf">How long a request's answer takes: half of it the way here, half of it the way back.</param>
    /// <param name="build">Adds the portal's middleware and addresses.</param>
    /// <param name="stopping">Gives up the start.</param>
    public static async Task<DemoHost> StartAsync(
        int port, Func<HttpRequest, TimeSpan> latencyOf, Action<WebApplication> build, CancellationToken stopping)
    {
        // Empty, so that neither appsettings files nor ASPNETCORE_ variables of the host reach a portal.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopLimit);

        WebApplication site = builder.Build();
        site.Use(next => context => TravelAsync(context, latencyOf(context.Request), next));
        build(site);
        try
        {
            await site.StartAsync(stopping);
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }

        return new DemoHost(site);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task TravelAsync(HttpContext context, TimeSpan latency, RequestDelegate next)
    {
        if (latency > TimeSpan.Zero)
        {
            // Timers are late by a few milliseconds: counted from the arrival, only the last one's delay adds up.
            long arrival = TimeProvider.System.GetTimestamp();
            context.Response.OnStarting(() => WaitUntilAsync(context, arrival, latency));
            await WaitUntilAsync(context, arrival, latency / 2);
            context.RequestAborted.ThrowIfCancellationRequested();
        }

        await next(context);
    }

    /// <summary>Waits until so much time has passed since the arrival, or the client has gone away.</summary>
    private static async Task WaitUntilAsync(HttpContext context, long arrival, TimeSpan passed)
    {
        TimeSpan rest = passed - TimeProvider.System.GetElapsedTime(arrival);
        if (rest > TimeSpan.Zero)
        {
            // Rounded up, as timers drop what is below a millisecond: no answer may come early.
            var whole = TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds));
            await Task.Delay(whole, TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
