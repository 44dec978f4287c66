using System.CommandLine;
using BrowserScraper.App;
using BrowserScraper.App.Display;
using BrowserScraper.Cli.Chaos;
using BrowserScraper.Cli.Fuzz;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Commands;

internal static class FuzzCommand
{
    private const int LinesEvery = 10;

    private const string Description = """
        Run the dealer portal's job many times, each time with one disturbance at a random moment, and look at every file.

        In each run a renderer crashes, or somebody closes a page, or a handler of a page's event throws. The last line is
        PASS (exit code 0) where every run ended by itself with every item done and every file right; else FAIL (exit code 1).
        """;

    public static Command Create(ConsoleSet consoles)
    {
        Option<int> runs = new("--runs") { Description = "how many runs", HelpName = "N", DefaultValueFactory = _ => 200 };
        Option<int> items = new("--items") { Description = "how many items the portal has", HelpName = "M", DefaultValueFactory = _ => 20 };
        Option<int> pages = new("--pages") { Description = "how many pages each run has", HelpName = "P", DefaultValueFactory = _ => 4 };
        Option<int> seed = new(
            "--seed") { Description = "the same seed gives the same disturbances", HelpName = "S", DefaultValueFactory = _ => 1 };
        Option<int> patience =
            new("--patience")
                { Description = "seconds after which a run counts as one that does not end", HelpName = "S", DefaultValueFactory = _ =>
                    180 };
        Option<bool> keep = new("--keep") { Description = "keep the folders of runs that were not right" };
        Command command = new("fuzz", Description) { runs, items, pages, seed, patience, keep };
        command.SetAction((parsed, stopping) => RunAsync(consoles, Check(new(
            parsed.GetValue(runs), parsed.GetValue(items), parsed.GetValue(pages), parsed.GetValue(seed),
            TimeSpan.FromSeconds(parsed.GetValue(patience)), parsed.GetValue(keep))), stopping));
        return command;
    }

    private static FuzzOptions Check(FuzzOptions options) =>
        options is { Runs: >= 1, Items: >= 1, Pages: >= 1 } && options.Patience > TimeSpan.Zero
            ? options
            : throw new RunStopException(StopReason.BadUsage, "--runs, --items, --pages and --patience must be 1 or more");

    private static async Task<int> RunAsync(ConsoleSet consoles, FuzzOptions options, CancellationToken stopping)
    {
        TimeProvider time = TimeProvider.System;
        string root = Directory.CreateTempSubdirectory("browserscraper-fuzz-").FullName;
        await using WatchedPortal portal = await WatchedPortal.StartAsync(
            new(options.Items, options.Items, LatencyMilliseconds: 0, options.Seed, Faults: []), "dealer-inventory", time, stopping);
        FuzzRun run = new(options, portal, root, time);
        Random random = new(options.Seed);
        List<FuzzOutcome> outcomes = [];
        consoles.Line(
            $"FUZZ: {Counted.Of(options.Runs, "run")} of {Text.Items(options.Items)} on {Text.Pages(options.Pages)}, seed {options.Seed}");
        for (int number = 1; number <= options.Runs && !stopping.IsCancellationRequested; number++)
        {
            FuzzOutcome outcome = await run.RunAsync(number, FuzzStrike.Of(random, options.Items));
            outcomes.Add(outcome);
            foreach (string problem in outcome.Problems)
            {
                consoles.Line($"run {number} | {outcome.Strike} | {OneLine.Of(problem)}");
            }

            if (number % LinesEvery == 0)
            {
                consoles.Line(
                    $"{number} of {Counted.Of(options.Runs, "run")} | {outcomes.Count(each => each.Problems.Count > 0)} not right | the "
                        + $"last one took {outcome.Took.TotalSeconds:0.0} s");
            }
        }

        Finish(consoles, options, root);
        return Conclude(consoles, options, outcomes);
    }

    private static int Conclude(ConsoleSet consoles, FuzzOptions options, List<FuzzOutcome> outcomes)
    {
        foreach (IGrouping<FuzzKind, FuzzOutcome> kind in outcomes.GroupBy(each => each.Strike.Kind).OrderBy(group => group.Key))
        {
            consoles.Line(
                $"{kind.Key}: {Counted.Of(kind.Count(), "run")}, {kind.Count(each => !each.Ended)} did not end by themselves, "
                    + $"{kind.Count(each => each.Problems.Count > 0)} not right, longest {kind.Max(each => each.Took).TotalSeconds:0.0} s");
        }

        bool passes = outcomes.Count == options.Runs && outcomes.TrueForAll(each => each.Problems.Count == 0);
        consoles.Line(
            $"{(passes ? "PASS" : "FAIL")}: {outcomes.Count(each => each.Ended)} of {Counted.Of(options.Runs, "run")} ended by "
                + $"{(options.Runs == 1 ? "itself" : "themselves")}, {outcomes.Count(each => each.Problems.Count == 0)} with every file "
                    + "right");
        return passes ? ExitCode.Done : ExitCode.Failures;
    }

    private static void Finish(ConsoleSet consoles, FuzzOptions options, string root)
    {
        if (options.Keep)
        {
            consoles.Line($"Kept: {root}");
        }
        else
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
