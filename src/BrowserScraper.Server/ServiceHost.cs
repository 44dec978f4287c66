using System.Net;
using System.Net.Sockets;
using BrowserScraper.Items;
using BrowserScraper.Server.Access;
using BrowserScraper.Server.Endpoints;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Settings;
using BrowserScraper.Server.Status;
using BrowserScraper.Server.Storage;
using BrowserScraper.Stores;
using BrowserScraper.Stores.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BrowserScraper.Server;

/// <summary>The service: REST, WebSocket and dashboard over the jobs of one data folder, or of a database that machines share.</summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SaveLimit = TimeSpan.FromMilliseconds(1200);

    private readonly WebApplication web;
    private readonly JobService jobs;
    private readonly StatusHub watchers;
    private readonly StoreWatch store;
    private readonly FolderClaim folders;
    private readonly TimeProvider time;

    private ServiceHost(
        WebApplication web, JobService jobs, StatusHub watchers, StoreWatch store, FolderClaim claim, TimeProvider time) =>
        (this.web, this.jobs, this.watchers, this.store, folders, this.time) = (web, jobs, watchers, store, claim, time);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");

    /// <summary>Listens, and takes up the jobs that were at work when the last service on this folder ended.</summary>
    /// <exception cref="RunStopException">The address, the folder or the store cannot be used, another service has the folder, or nobody
    /// would have to sign in.</exception>
    public static async Task<ServiceHost> StartAsync(ServiceSetup setup, CancellationToken stopping)
    {
        IPAddress address = ListenAddress.Of(setup);
        FolderClaim claim = new();
        try
        {
            return await StartAsync(setup, address, claim, stopping);
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    private static async Task<ServiceHost> StartAsync(ServiceSetup setup, IPAddress address, FolderClaim claim, CancellationToken stopping)
    {
        string own = claim.Take(setup.Defaults.OutputDir, "DATA_DIR (--data)"); // before anything is read
        List<string> early = [];
        EventRing events = new(new EventNumbers(own, early.Add, setup.Time), setup.Time);
        void Tell(string text) => events.Tell("", EventKind.Notice, null, text);
        early.ForEach(Tell);
        SettingsFile settings = new(own, setup.Defaults, Tell, setup.Time);
        StoredJobs book = new(
            claim.Take(settings.OutputDirInForce, $"output_dir in {Path.Combine(own, SettingsFile.Name)}"), Tell, setup.Time);
        IJobCatalog kept = StoreOf(setup, settings.OutputDirInForce);
        await kept.ReadyAsync(stopping);
        JobService jobService = new(
            setup, settings, events, book, kept,
            kept.IsShared ? (await kept.ListAsync()).ToDictionary(job => job.Job, StringComparer.Ordinal) : null);
        JobCatalog catalog = new(kept, setup.Time);
        StoreWatch watch = new(catalog, events, setup.Time);
        StatusComposer composer = new(jobService, settings, events, setup.Time, watch);
        StatusHub hub = new(composer, events, setup.Time);
        watch.Begin(() => hub.Clients > 0);

        // Empty, so that neither appsettings files nor ASPNETCORE_ variables say how this service behaves.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyRule.MostBytes;
            kestrel.Listen(address, setup.Port);
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = AnswerLimit);
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json => ServiceJson.Set(json.SerializerOptions));

        builder.Services.AddOpenApi(Description.Set);

        WebApplication app = builder.Build();
        app.UseMiddleware<ProblemAnswers>(setup.Log);
        app.UseWebSockets();
        TokenRule tokens = new(setup.Token);
        app.UseMiddleware<Guard>(new HostRule(IPAddress.IsLoopback(address)), tokens);
        app.UseRouting();
        JobPlace place = new(jobService, catalog);
        WholeJob whole = new(kept);
        ItemIntake intake = new(jobService, whole);
        new WorkerEndpoints(jobService, new WorkerRestart(jobService, setup.Time), composer).Map(app);
        StatusEndpoints.Map(app, hub, watch, jobService, events, setup.Time);
        new JobEndpoints(jobService, place, composer, watch, intake, new(jobService, whole), setup.Time).Map(app);
        new ItemEndpoints(place, intake).Map(app);
        new FileEndpoints(place).Map(app);
        new RunEndpoints(place).Map(app);
        new LiveEndpoints(place, jobService, setup.Time).Map(app);
        new CatalogEndpoints(setup, jobService.DataDirectory).Map(app);
        SettingsEndpoints.Map(app, settings, jobService);
        SignInEndpoints.Map(app, tokens);
        DashboardEndpoints.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json");
        try
        {
            await app.StartAsync(stopping);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            await hub.DisposeAsync();
            await watch.DisposeAsync();
            await app.DisposeAsync();
            throw new RunStopException(
                StopReason.BadUsage, $"cannot listen on {setup.Host}:{setup.Port} ({refused.Message}); choose another SERVER_PORT (--port)",
                refused);
        }

        jobService.Open();
        return new(app, jobService, hub, watch, claim, setup.Time);
    }

    /// <summary>
    /// Begins no further item, gives those in flight their time, and waits until all is saved, but not much longer than that time.
    /// </summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Task ended = jobs.CloseAsync(grace);
        await Task.WhenAny(ended, Task.Delay(grace + SaveLimit, time));
        await watchers.DisposeAsync();
        await store.DisposeAsync();
        await web.StopAsync();
    }

    /// <summary>Ends what is in flight; for a second signal while <see cref="StopAsync"/> waits.</summary>
    public void Abort() => jobs.Abort();

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        folders.Dispose();
    }

    /// <summary>The one that its runs have, too: their data folder is the service's.</summary>
    private static IJobCatalog StoreOf(ServiceSetup setup, string data)
    {
        string folder = Path.GetFullPath(data);
        return setup.Store is { AreFiles: false } shared
            ? setup.Planner.Stores.Of(shared with { DataDirectory = folder }) : new FileJobStore(folder, setup.Time);
    }

    /// <summary>Signals are the program's: a stop has to save first.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
