using System.Net.Sockets;
using BrowserScraper.DemoSites;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.DemoSites.Media;
using BrowserScraper.DemoSites.Video;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Demo;

/// <summary>How the demo portals are to behave.</summary>
internal sealed record DemoArguments(int Vehicles, int Books, int LatencyMilliseconds, int Seed, IReadOnlyList<string> Faults)
{
    private const string Media = "media-search";
    private const string Video = "video-subtitles";
    private const string VehicleList = "vehicle-list";

    /// <summary>The scripts that have a demo portal.</summary>
    public static IReadOnlyList<string> Scripts { get; } = ["dealer-inventory", "book-library", Media, Video];

    /// <summary>Results of each media source.</summary>
    public int MediaResults { get; init; } = new MediaPortalOptions().Results;

    /// <summary>Videos of the video portal.</summary>
    public int Videos { get; init; } = new VideoPortalOptions().Videos;

    /// <summary>Requests that the dealer portal answers in a second; 0 for any number.</summary>
    public int RequestsPerSecond { get; init; }

    /// <summary>The dealer portal's pages of vehicles do not tell who is signed in.</summary>
    public bool HasBarePages { get; init; }

    /// <summary>Vehicles on one page of the dealer portal's list.</summary>
    public int ListRows { get; init; } = new DealerPortalOptions().ItemsPerPage;

    /// <summary>Awaited before the dealer portal sends the rows of a page of its list.</summary>
    public Func<int, Task> RowsAsked { get; init; } = _ => Task.CompletedTask;

    /// <summary>Called when the book portal has replaced a token, before its answer is sent.</summary>
    public Action TokenSpent { get; init; } = () => { };

    /// <summary>Options that the command line names.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    public static string Prefix(string script) => script.ToUpperInvariant().Replace('-', '_');

    /// <summary>Without the faults of other portals, for when all of them start.</summary>
    public DemoArguments Only(string script) =>
        this with { Faults = [.. Faults.Where(rule => OwnerOf(rule) == (script is Media or Video ? script : ""))] };

    /// <summary>Starts the demo portal of a script.</summary>
    /// <exception cref="RunStopException">The script has none, an option is wrong, or the port is taken.</exception>
    public async Task<IDemoPortal> StartAsync(string script, int port, CancellationToken stopping)
    {
        (FaultPlan plan, IReadOnlyDictionary<string, MediaFault> faults, VideoFaults videoFaults) = FaultsOf(script);
        TimeSpan latency = TimeSpan.FromMilliseconds(LatencyMilliseconds);
        try
        {
            return script switch
            {
                "dealer-inventory" or VehicleList =>
                    await DealerPortal.StartAsync(
                        new() { Vehicles = Vehicles, Port = port, Latency = latency, Seed = Seed, RequestsPerSecond = RequestsPerSecond,
                        HasBarePages = HasBarePages, Faults = plan, ItemsPerPage = ListRows, RowsAsked = RowsAsked }, stopping),
                "book-library" =>
                    await BookPortal.StartAsync(
                        new() { Books = Books, Port = port, Latency = latency, Seed = Seed, Faults = plan, TokenSpent = TokenSpent },
                    stopping),
                Media => await MediaPortal.StartAsync(
                    new() { Results = MediaResults, Port = port, Latency = latency, Seed = Seed, Faults = faults }, stopping),
                Video => await VideoPortal.StartAsync(
                    new() { Videos = Videos, Port = port, Latency = latency, Seed = Seed, Faults = videoFaults }, stopping),
                _ => throw new RunStopException(StopReason.BadUsage,
                    $"{script} has no demo portal; set {Prefix(script)}_URL, {Prefix(script)}_USERNAME and {Prefix(script)}_PASSWORD, "
                        + "best in .env"),
            };
        }
        catch (ArgumentException exception)
        {
            throw new RunStopException(StopReason.BadUsage, exception.Message.Split(" (Parameter")[0], exception);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new RunStopException(
                StopReason.BadUsage, $"the demo portal cannot listen on port {port} ({exception.Message}); choose another with --port",
                exception);
        }
    }

    /// <summary>Looks at the faults of all portals, for when each is started later.</summary>
    /// <exception cref="RunStopException">One of them is none.</exception>
    public void Check()
    {
        foreach (string script in Scripts)
        {
            Only(script).FaultsOf(script);
        }
    }

    private (FaultPlan Plan, IReadOnlyDictionary<string, MediaFault> Media, VideoFaults Videos) FaultsOf(string script)
    {
        FaultPlan plan = FaultPlan.None;
        VideoFaults videos = VideoFaults.None;
        IReadOnlyDictionary<string, MediaFault> media = new Dictionary<string, MediaFault>(StringComparer.Ordinal);
        string error;
        bool isRight = script switch
        {
            Media => MediaFaultRules.TryParse(Faults, out media, out error),
            Video => VideoFaults.TryParse(Faults, out videos, out error),
            _ => FaultPlan.TryParse(Faults, Seed, out plan, out error),
        };
        return isRight ? (plan, media, videos) : throw new RunStopException(StopReason.BadUsage, $"--fault: {error}");
    }

    /// <summary>Empty for vehicles and books, which share their rules.</summary>
    private static string OwnerOf(string rule) => VideoFaults.IsFor(rule) ? Video : MediaFaultRules.IsFor(rule) ? Media : "";
}
