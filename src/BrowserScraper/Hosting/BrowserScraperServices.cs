using BrowserScraper.Planning;
using BrowserScraper.Sites;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace BrowserScraper.Hosting;

/// <summary>Adds the harness to a program's services. docs/embedding.md has a program.</summary>
public static class BrowserScraperServices
{
    /// <summary>Adds <see cref="RunService"/> and what it needs.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configuration">Holds settings by their names, such as CONCURRENT_PAGES; a section of the program's own will do.</param>
    public static IServiceCollection AddBrowserScraper(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new RunPlanner(
            provider.GetServices<SiteScriptEntry>(), configuration, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<RunService>();
        return services;
    }

    /// <summary>
    /// Adds a site script; what lists must know of it stands on its class. Its constructor takes <see cref="SiteSettings"/>, services, both
    /// or nothing. The first script added is what runs when a request names none.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <exception cref="Items.RunStopException">Something is wrong with the class; the message says all that is.</exception>
    public static IServiceCollection AddSite<T>(this IServiceCollection services)
        where T : SiteScript
    {
        bool takesSettings = typeof(T).GetConstructors()
            .Any(each => each.GetParameters().Any(parameter => parameter.ParameterType == typeof(SiteSettings)));
        SiteScriptEntry Entry(IServiceProvider? provider) => SiteClass.Read(
            typeof(T), origin: null, settings => ActivatorUtilities.CreateInstance<T>(provider!, takesSettings ? [settings] : []));
        _ = Entry(provider: null); // a mistake is told here, not where the first run is asked for
        return services.AddSingleton(provider => Entry(provider));
    }

    /// <summary>
    /// Has the host run this once it has started, beside whatever else it does. When the host is stopped, the run stops resumable; when the
    /// run has ended, the host goes on. A run that cannot begin stops the host, as any background service that throws.
    /// </summary>
    public static IServiceCollection AddHostedRun(this IServiceCollection services, RunRequest request) =>
        services.AddSingleton<IHostedService>(provider => new HostedRun(
            provider.GetRequiredService<RunService>(), request, provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<TimeProvider>()));
}
