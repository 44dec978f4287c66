using System.CommandLine;
using BrowserScraper.App.Running;
using BrowserScraper.Planning;

namespace BrowserScraper.Cli.Demo;

/// <summary>The options of the demo portal, embedded or alone.</summary>
internal sealed class DemoOptions : IDemoOptions
{
    private readonly Option<int> vehicles = new(
        "--vehicles") { Description = "demo portal: how many vehicles it has", HelpName = "N", DefaultValueFactory = _ => 2000 };
    private readonly Option<int> books = new(
        "--books") { Description = "demo portal: how many books it has", HelpName = "N", DefaultValueFactory = _ => 60 };
    private readonly Option<int> mediaResults =
        new("--media-results")
            { Description = "demo portal: how many results each media source has", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<int> videos = new(
        "--videos") { Description = "demo portal: how many videos it has", HelpName = "N", DefaultValueFactory = _ => 200 };
    private readonly Option<int> latency = new(
        "--latency") { Description = "demo portal: delay of every answer, in milliseconds", HelpName = "MS", DefaultValueFactory = _ => 0 };
    private readonly Option<int> limit =
        new("--rate-limit")
            { Description = "demo portal: answers 429 where more than so many vehicles' pages and files are asked for in a second; 0 = "
                + "never", HelpName = "N", DefaultValueFactory = _ => 0 };
    private readonly Option<bool> bare =
        new("--bare-pages")
            { Description = "demo portal: vehicles' pages have no \"Sign out\", so that nothing on them tells who is signed in" };
    private readonly Option<int> seed =
        new("--seed")
            { Description = "demo portal: the same seed gives the same vehicles, results, videos and faults", HelpName = "N",
            DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> fault = new("--fault")
    {
        Description = "demo portal: a fault, as a share of requests (error500=2%), or for vehicles by VIN or position (hang=#3,#7); "
            + "faults: error500, error429, hang, logout, endless-script, endless-close, truncated-pdf, html-instead-of-pdf, same-pdf; "
            + "or for a media source (hang@gallery, slow@lazy=5); faults: slow, hang, hang-mid-file, drip, error429, dead-links; "
            + "or for videos (private@videos=5%, hang@videos=#3,#7); faults: no-subtitles, private, unavailable, removed, hang, error429, "
                + "error503; may be given several times",
        HelpName = "RULE",
        DefaultValueFactory = _ => [],
    };

    private Option[] All => [vehicles, books, mediaResults, videos, latency, limit, bare, seed, fault];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Options.Add(option);
        }
    }

    public IDemoPortals Read(ParseResult parsed) => new DemoPortals(Arguments(parsed));

    public IDemoPortals ReadForAll(ParseResult parsed)
    {
        DemoArguments arguments = Arguments(parsed);
        arguments.Check();
        return new DemoPortals(arguments) { ForAllScripts = true };
    }

    public DemoArguments Arguments(ParseResult parsed) => new(
        parsed.GetValue(vehicles), parsed.GetValue(books), parsed.GetValue(latency), parsed.GetValue(seed), parsed.GetValue(fault)!)
    {
        MediaResults = parsed.GetValue(mediaResults),
        Videos = parsed.GetValue(videos),
        RequestsPerSecond = parsed.GetValue(limit),
        HasBarePages = parsed.GetValue(bare),
        Given = [.. All.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)],
    };
}
