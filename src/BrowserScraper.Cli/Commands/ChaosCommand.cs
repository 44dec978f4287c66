using System.CommandLine;
using System.Runtime.InteropServices;
using BrowserScraper.App;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Cli.Chaos;
using BrowserScraper.Cli.Chaos.Machines;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Commands;

internal static class ChaosCommand
{
    private const int FewestItemsPerKill = 2;

    private const string Description = """
        Disturb a job on a demo portal at random moments, let it finish, and compare what it has with what the portal has.

        Prints lost, twice, half and wrong, and last PASS (exit code 0) where all four are 0, every run got over what it has
        to get over by itself, and every disturbance took place; else FAIL (exit code 1):
          lost   items that are not done at the end, or are done without their file or their record
          twice  items recorded as done that a later start fetched again, or that have two records
          half   files under their final name that are not whole, looked for after every end of a run
          wrong  files whose bytes are not what the portal has for that key
        The job runs in a folder of its own; only processes that this command has started are touched.

        With --machines 2 or more, so many processes work on one job in PostgreSQL: a server that is started for it, or
        what --store names. Then machines, their ways to the database, and the database itself are disturbed:
          twice  items that were claimed again though they were done, or that were fetched again though nobody else
                 had had them
        """;

    public static Command Create(ConsoleSet consoles, CommandLine line)
    {
        Argument<string> script = new(
            "script") { Description = "whose job; it needs a demo portal", DefaultValueFactory = _ => "dealer-inventory" };
        Option<int> items = new(
            "--items") { Description = "how many items the portal has", HelpName = "N", DefaultValueFactory = _ => 300 };
        Option<int> kills = new("--kills") { Description = "how many disturbances", HelpName = "K", DefaultValueFactory = _ => 100 };
        Option<int> seed =
            new("--seed")
                { Description = "the same seed gives the same disturbances after the same progress", HelpName = "S",
                DefaultValueFactory = _ => 1 };
        Option<string?> kinds =
            new("--kinds")
                { Description = $"only these, such as browser,disk; there are: {ListOf(Disturbances.All)}; with --machines: "
                    + ListOf(MachineDisturbances.All("", isOwn: true)), HelpName = "A,B" };
        Option<int> machines =
            new("--machines")
                { Description = "how many machines work on the job; with 2 or more it is kept in PostgreSQL", HelpName = "N",
                DefaultValueFactory = _ => 1 };
        Option<string?> store =
            new("--store")
                { Description = "with --machines: this PostgreSQL instead of a server that is started for it (initdb must be there)",
                HelpName = "ADDRESS" };
        Option<string[]> set =
            new("--set")
                { Description = "a setting of the job, such as --set CONCURRENT_PAGES=5; may be given several times",
                HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        Option<int> patience =
            new("--patience")
                { Description = "seconds that a run may get nothing done before it counts as stuck", HelpName = "S",
                DefaultValueFactory = _ => 120 };
        Option<bool> bare =
            new("--bare-pages")
                { Description = "the dealer portal's pages of vehicles have no \"Sign out\", so that what is done is held until a look at "
                    + "the home page" };
        Option<bool> keep = new("--keep") { Description = "keep the folder, with the data, the log and what every start has said" };
        Command command = new("chaos", Description) { script, machines, items, kills, seed, kinds, set, patience, bare, keep, store };
        command.SetAction((parsed, _) =>
        {
            string? address = parsed.GetValue(store);
            IReadOnlyList<Disturbance> all = parsed.GetValue(machines) > 1
                ? MachineDisturbances.All(parsed.GetValue(script)!, address is null) : Disturbances.All;
            return RunAsync(consoles, Check(new(
                parsed.GetValue(script)!, parsed.GetValue(items), parsed.GetValue(kills), parsed.GetValue(seed),
                Read(parsed.GetValue(kinds), all), parsed.GetValue(set)!, TimeSpan.FromSeconds(parsed.GetValue(patience)),
                parsed.GetValue(keep))
            {
                HasBarePages = parsed.GetValue(bare), Machines = parsed.GetValue(machines),
                Store = address is null ? null : line.Settings.Store(new Dictionary<string, string?> { ["STORE"] = address }),
            }));
        });
        return command;
    }

    private static async Task<int> RunAsync(ConsoleSet consoles, ChaosOptions wanted)
    {
        ChaosOptions options = LeaveOut(consoles, wanted);
        using CancellationTokenSource stopping = new();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        consoles.Line(
            $"CHAOS: {options.Script}, {(options.Machines > 1 ? $"{options.Machines} machines, " : "")}"
                + $"{Counted.Of(options.Items, "item")}, {Counted.Of(options.Kills, "disturbance")}, seed {options.Seed}, "
                + $"kinds: {string.Join(", ", options.Kinds.Select(kind => kind.Name))}");
        await using ChaosFolder folder = new(options, consoles.Line);
        try
        {
            ChaosResult result = options.Machines > 1
                ? await new MachinesRun(options, folder.Root, consoles.Line, TimeProvider.System).RunAsync(stopping.Token)
                : await new ChaosRun(options, folder.Root, folder.Disk, consoles.Line, TimeProvider.System).RunAsync(stopping.Token);
            ChaosView.Show(consoles, result, options);
            return result.Holds ? ExitCode.Done : ExitCode.Failures;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            consoles.Error("interrupted; everything that was started is ended");
            return ExitCode.Interrupted;
        }
    }

    private static ChaosOptions Check(ChaosOptions options) =>
        options.Kills < 1 || options.Items < FewestItemsPerKill * options.Kills
            ? throw new RunStopException(
                StopReason.BadUsage,
                $"--items {options.Items} --kills {options.Kills}: there must be one disturbance at least, and {FewestItemsPerKill} items "
                    + "for each")
        : options.Machines < 1
            ? throw new RunStopException(StopReason.BadUsage, $"--machines {options.Machines}: must be 1 or more")
        : options is { Machines: 1, Store: not null }
            ? throw new RunStopException(
                StopReason.BadUsage, "--store: one machine keeps its job in a folder; it is for --machines 2 or more")
        : options.Store is { AreFiles: true }
            ? throw new RunStopException(
                StopReason.BadUsage, "--store files: many machines need PostgreSQL, such as postgres://user@host/database")
        : options.Patience <= TimeSpan.Zero
            ? throw new RunStopException(StopReason.BadUsage, $"--patience {options.Patience.TotalSeconds:0}: must be 1 or more")
        : options.HasBarePages && options.Script != "dealer-inventory"
            ? throw new RunStopException(
                StopReason.BadUsage, $"--bare-pages: {options.Script} has no such pages; it is for dealer-inventory")
        : options.Settings.FirstOrDefault(setting => setting.IndexOf('=', StringComparison.Ordinal) <= 0) is { } bad
            ? throw new RunStopException(
                StopReason.BadUsage, $"--set {OneLine.Quoted(bad)}: write NAME=VALUE, such as --set CONCURRENT_PAGES=5")
        : options;

    private static string ListOf(IEnumerable<Disturbance> kinds) => string.Join("; ", kinds.Select(kind => $"{kind.Name} = {kind.What}"));

    private static IReadOnlyList<Disturbance> Read(string? names, IReadOnlyList<Disturbance> all) => names is null
        ? all
        : [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)
            .Select(name =>
            all.FirstOrDefault(kind => kind.Name == name) ?? throw new RunStopException(StopReason.BadUsage,
                $"--kinds: there is no kind '{name}'; kinds: {string.Join(", ", all.Select(kind => kind.Name))}"))];

    /// <summary>Without the kinds that this machine does not have; it is said which, and why.</summary>
    private static ChaosOptions LeaveOut(ConsoleSet consoles, ChaosOptions options)
    {
        List<Disturbance> there = [];
        List<string> leftOut = [];
        foreach (Disturbance kind in options.Kinds)
        {
            if (kind.WhyNot() is { } why)
            {
                leftOut.Add($"{kind.Name} ({kind.What}): {why}");
                consoles.Line($"LEFT OUT: {leftOut[^1]}");
            }
            else
            {
                there.Add(kind);
            }
        }

        return there.Count > 0
            ? options with { Kinds = there, LeftOut = leftOut }
            : throw new RunStopException(StopReason.MachineLacks, "none of the wanted kinds of disturbance can be had on this machine");
    }
}
