using System.Diagnostics;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Speed;

/// <summary>
/// From launch to the first item done: cold, which is with a sign-in, and from a stored session; and what <c>--help</c> takes.
/// </summary>
internal static class StartBenchmark
{
    private const string Cold = "first item done, cold";
    private const string Stored = "first item done, from a stored session";
    private const string Help = "--help";
    private const string Took = "from launch, s";
    private const int Vehicles = 60;
    private const double LongestStart = 1.5;
    private const double LongestHelp = 0.15;

    public static async Task RunAsync(ResultBook book)
    {
        using Scratch build = new();
        CliProgram program = await CliProgram.PublishedAsync(build.Path);
        using Scratch known = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles });
        await FirstItemAsync(program, portal, known.Path); // signs in, and leaves the session
        int signIns = portal.Counts.SignIns;
        await Field.Node.PrepareAsync();
        await Rounds.RunAsync(
            book.Arguments.Rounds(10), [Cold, Stored, Help, Field.DotNet.Title, Field.Node.Title], async way =>
                book.Add(way, Took, way switch
        {
            Help => await HelpAsync(program),
            Stored => await FirstItemAsync(program, portal, known.Path),
            Cold => await ColdAsync(program, portal),
            _ => await LoopAsync(Field.All.Single(contender => contender.Title == way)),
        }));
        int cold = book.Values(Cold, Took).Count;
        book.Exactly("sign-ins of the starts from a stored session", portal.Counts.SignIns - signIns - cold, 0);
        book.AtMost($"{Stored}, s", book.Median(Stored, Took), LongestStart);
        book.Below($"{Help}, s", book.Median(Help, Took), LongestHelp);
        book.Note("the hand-written loops sign in and fetch one vehicle; their time ends with its file");
        book.Note($"the program: {program.Description}");
    }

    private static async Task<double> ColdAsync(CliProgram program, DealerPortal portal)
    {
        using Scratch scratch = new();
        return await FirstItemAsync(program, portal, scratch.Path);
    }

    /// <summary>One further item of the job in this folder.</summary>
    private static async Task<double> FirstItemAsync(CliProgram program, DealerPortal portal, string data)
    {
        DateTimeOffset launched = TimeProvider.System.GetUtcNow();
        using CliRun run = new(CliRun.StartInfo(program, "dealer-inventory", portal, data, "--max", "1"));
        RunReport report = await run.ReportAsync();
        string events = Directory.EnumerateFiles(data, EventsFile.Name, SearchOption.AllDirectories)
            .Single(file => file.Contains(report.Run, StringComparison.Ordinal));
        return (RecordedEvents.Read(events).OfType<RunEvent.ItemEnded>()
            .First(item => item.State == ItemState.Done).At - launched).TotalSeconds;
    }

    private static async Task<double> LoopAsync(Contender contender)
    {
        ContestResult result = await Contest.RunAsync(contender, new(Vehicles: 1, Pages: 1));
        return (result.Span.Ended - result.Launched).TotalSeconds;
    }

    private static async Task<double> HelpAsync(CliProgram program)
    {
        long started = TimeProvider.System.GetTimestamp();
        ProcessStartInfo start = program.StartInfo(Help);
        start.RedirectStandardOutput = true;
        using Process help = Process.Start(start)!;
        await help.StandardOutput.ReadToEndAsync();
        await help.WaitForExitAsync();
        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
