using System.Security.Cryptography;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Pages;
using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media;

/// <summary>
/// Eight picture and video sites of fictional companies, served from inside this process on one port, each under a host
/// name of its own such as <c>gallery.localhost</c>. Nobody has to sign in.
/// </summary>
/// <remarks>
/// Browsers take every name below <c>localhost</c> for this machine. Other clients may not: they connect to
/// <c>localhost</c> and say the source's name in the <c>Host</c> header, the first label of which counts.
/// </remarks>
public sealed class MediaPortal : IDemoPortal
{
    private readonly EmbeddedAssets assets = new("media");
    private readonly MediaCatalog catalog;
    private readonly SourceSite[] sites;
    private readonly int results;
    private DemoHost? host;

    private MediaPortal(MediaPortalOptions options)
    {
        results = options.Results;
        catalog = new MediaCatalog(options, assets);
        sites = [.. SourceFacts.All.Select(facts => new SourceSite(facts, catalog, assets, options))];
    }

    /// <summary>The page that lists the sources: <c>http://localhost:port/</c>.</summary>
    public Uri Address => new($"http://localhost:{host!.Address.Port}/");

    /// <summary>Empty: no source asks for one.</summary>
    public string Username => "";

    /// <summary>Empty: no source asks for one.</summary>
    public string Password => "";

    /// <inheritdoc/>
    public string Description => $"{Plural.Of(sites.Length, "source")}, {Plural.Of(results, "result")} each; no sign-in";

    /// <summary>What the sources have done so far. Each reading is a snapshot that no longer changes.</summary>
    public MediaPortalCounts Counts =>
        new(sites.ToDictionary(site => site.Name, site => site.Counts(AddressOf(site.Name)), StringComparer.Ordinal));

    /// <summary>Starts a portal of its own; any number may run side by side. Dispose it to stop it.</summary>
    /// <param name="options">How much it has, and how slow and troublesome it is.</param>
    /// <param name="stopping">Gives up the start.</param>
    /// <exception cref="ArgumentException">An option is out of range, or names a source that is not there.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<MediaPortal> StartAsync(MediaPortalOptions options, CancellationToken stopping = default)
    {
        options.Problems().ThrowIfAny("media portal", nameof(options));
        var portal = new MediaPortal(options);
        portal.host = await DemoHost.StartAsync(options.Port, _ => options.Latency, portal.Build, stopping);
        return portal;
    }

    /// <summary>Where a source answers: <c>http://gallery.localhost:port/</c>.</summary>
    /// <exception cref="ArgumentException">There is no such source.</exception>
    public Uri AddressOf(string source) => new($"http://{Known(source)}.localhost:{host!.Address.Port}/");

    /// <summary>What a source has to find for a query, in its order; nothing at <c>broken</c>.</summary>
    /// <exception cref="ArgumentException">There is no such source.</exception>
    public IReadOnlyList<MediaResult> ResultsOf(string source, string query) =>
    [
        .. catalog.Search(Known(source), query).Select(medium => new MediaResult(
            source,
            medium.Position,
            medium.Id,
            medium.Title,
            medium.Scene.Format,
            medium.Scene.Width,
            medium.Scene.Height,
            new Uri(AddressOf(source), medium.FullPath),
            Convert.ToHexStringLower(SHA256.HashData(catalog.BytesOf(medium))))),
    ];

    /// <summary>The file's right bytes, for comparison.</summary>
    /// <exception cref="ArgumentException">The source has no such result.</exception>
    public byte[] BytesOf(MediaResult result) => catalog.BytesOf(catalog.Find(Known(result.Source), result.Id)
        ?? throw new ArgumentException($"{result.Source} has no result {result.Id}.", nameof(result)));

    /// <summary>Stops within a second, requests that hang included.</summary>
    public ValueTask DisposeAsync() => host!.DisposeAsync();

    private static string Known(string source) => MediaSources.All.Contains(source)
        ? source
        : throw new ArgumentException($"There is no source {source}; there are {string.Join(", ", MediaSources.All)}.", nameof(source));

    private static string FirstLabel(HttpContext context) => context.Request.Host.Host.Split('.')[0];

    private void Build(WebApplication app)
    {
        foreach (SourceSite site in sites)
        {
            app.MapWhen(
                context => string.Equals(FirstLabel(context), site.Name, StringComparison.OrdinalIgnoreCase), site.Build);
        }

        // Below the sources: they would take an address for the portal's where it had been found before.
        app.UseRouting();
        app.MapGet("/", context => context.HtmlAsync(PortalPage.Render(AddressOf)));
        app.MapGet("/robots.txt", context => Robots.SendAsync(context, allowsAll: true));
        app.MapGet("/assets/{**path}", assets.ServeAsync);
    }
}
