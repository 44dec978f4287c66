using System.Net;
using Microsoft.AspNetCore.Builder;
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
    /// <param name="latency">Waited before every answer, assets included.</param>
    /// <param name="build">Adds the portal's middleware and addresses.</param>
    /// <param name="stopping">Gives up the start.</param>
    public static async Task<DemoHost> StartAsync(
        int port, TimeSpan latency, Action<WebApplication> build, CancellationToken stopping)
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
        if (latency > TimeSpan.Zero)
        {
            site.Use(next => async context =>
            {
                await Task.Delay(latency, TimeProvider.System, context.RequestAborted);
                await next(context);
            });
        }

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
}
