using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
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
            // Timers count whole milliseconds; what the way here loses to that, the way back makes up for.
            var here = TimeSpan.FromMilliseconds(Math.Floor(latency.TotalMilliseconds / 2));
            context.Response.OnStarting(async () => await Task
                .Delay(latency - here, TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing));
            await Task.Delay(here, TimeProvider.System, context.RequestAborted);
        }

        await next(context);
    }
}
