using BrowserScraper.DemoSites.Dealer.Pages;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>
/// The inventory portal of a fictional company, served from inside this process: sign-in, a license page, a paged list,
/// and for each vehicle a page with a window sticker to download.
/// </summary>
public sealed class DealerPortal : IDemoPortal
{
    private readonly VisitCounters counters = new();
    private readonly SignInSessions<DealerSession> sessions = new("lakemont_session");
    private readonly EmbeddedAssets assets = new("dealer");
    private readonly VehicleCatalog catalog;
    private readonly WindowSticker sticker;
    private readonly FaultSwitch pageFaults;
    private readonly FaultSwitch stickerFaults;
    private readonly RequestLimit limit;
    private readonly PageTimes pages = new();
    private DemoHost? host;

    private DealerPortal(DealerPortalOptions options)
    {
        catalog = new VehicleCatalog(options.Vehicles, options.Seed);
        sticker = new WindowSticker(assets);
        pageFaults = new FaultSwitch(
            options.Faults, FaultKind.Error500, FaultKind.Hang, FaultKind.Error429, FaultKind.Logout,
            FaultKind.EndlessScript, FaultKind.EndlessClose);
        stickerFaults = new FaultSwitch(options.Faults, FaultKind.TruncatedPdf, FaultKind.HtmlInsteadOfPdf, FaultKind.SamePdf);
        limit = new RequestLimit(options.RequestsPerSecond, DealerMessagePage.TooMany);
    }

    /// <summary>Where the portal answers: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address => host!.Address;

    /// <summary>The user name that the sign-in form accepts.</summary>
    public string Username { get; } = DealerAccess.Username;

    /// <summary>The password that the sign-in form accepts.</summary>
    public string Password { get; } = DealerAccess.Password;

    /// <inheritdoc/>
    public string Description => $"{Plural.Of(Vehicles.Count, "vehicle")}";

    /// <summary>What the portal has done so far. Each reading is a snapshot that no longer changes.</summary>
    public DealerPortalCounts Counts => new(
        counters.SignIns,
        counters.RefusedSignIns,
        counters.FilesServed,
        new Dictionary<FaultKind, int>([.. pageFaults.Served(), .. stickerFaults.Served()]),
        counters.Requests,
        counters.AssetRequests)
    {
        WithinLimit = limit.Counts.Passed,
        AboveLimit = limit.Counts.Refused,
    };

    /// <summary>
    /// The inventory in the order of its pages. Entries are made when read; nothing is held in memory.
    /// </summary>
    public IReadOnlyList<Vehicle> Vehicles => catalog;

    /// <summary>When vehicles' pages were asked for since the portal's start, by its own clock, in order.</summary>
    public IReadOnlyList<TimeSpan> PageTimes => pages.All;

    /// <summary>When the portal has last turned somebody away, in the same way; zero where it never has.</summary>
    public TimeSpan TurnedAway => pages.TurnedAway;

    /// <summary>Starts a portal of its own; any number may run side by side. Dispose it to stop it.</summary>
    /// <param name="options">How large, slow and troublesome it is.</param>
    /// <param name="stopping">Gives up the start.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, or a fault names a vehicle that is not there.
    /// </exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<DealerPortal> StartAsync(DealerPortalOptions options, CancellationToken stopping = default)
    {
        var portal = new DealerPortal(options);
        options.Problems().AddRange(portal.UnknownTargets(options.Faults)).ThrowIfAny("dealer portal", nameof(options));
        portal.host = await DemoHost.StartAsync(
            options.Port, _ => options.Latency, app => portal.Build(app, options), stopping);
        return portal;
    }

    /// <summary>Signs everyone out at once, as after an expiry on the server.</summary>
    public void EndAllSessions() => sessions.EndWhere(_ => true);

    /// <summary>Answers the next request for a vehicle's page with 429 and <c>Retry-After</c>.</summary>
    public void TurnNextAway(int retryAfter) => pages.TurnNextAway(retryAfter);

    /// <summary>The window sticker's right bytes, for comparison.</summary>
    /// <exception cref="ArgumentException">The inventory has no such vehicle.</exception>
    public byte[] StickerOf(string vin) => sticker.Of(
        catalog.Find(vin) ?? throw new ArgumentException($"The inventory has no vehicle {vin}.", nameof(vin)));

    /// <summary>Stops within a second, requests that hang included.</summary>
    public ValueTask DisposeAsync() => host!.DisposeAsync();

    private void Build(WebApplication app, DealerPortalOptions options)
    {
        app.Use(counters.CountRequests);
        app.MapGet("/assets/{**path}", assets.ServeAsync);
        new DealerAccess(sessions, counters).Map(app);
        app.Use(pages.Before(IsVehicle, DealerMessagePage.TooMany));
        app.Use(limit.Before(
            request => request.Path.StartsWithSegments("/vehicles", StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments("/stickers", StringComparison.OrdinalIgnoreCase)));
        new DealerInventoryList(catalog, options.ItemsPerPage, options.RowsAsked).Map(app);
        new DealerVehicles(catalog, options.DetailRequests, options.HasBarePages, pageFaults, sessions).Map(app);
        new DealerStickers(catalog, sticker, stickerFaults, counters).Map(app);
    }

    private static bool IsVehicle(HttpRequest request) =>
        request.Path.StartsWithSegments("/vehicles", StringComparison.OrdinalIgnoreCase, out PathString rest)
            && rest.Value!.LastIndexOf('/') == 0;

    private IEnumerable<string> UnknownTargets(FaultPlan faults) => faults
        .TargetsOutside(catalog.Count, vin => catalog.Find(vin) is not null)
        .Select(target => $"a fault is set for {target}, which is not among the {Plural.Of(catalog.Count, "vehicle")}");
}
