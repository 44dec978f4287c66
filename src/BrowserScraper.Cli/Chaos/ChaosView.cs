using BrowserScraper.App.Display;
using BrowserScraper.Items;
using Spectre.Console;
using Text = BrowserScraper.App.Display.Text;

namespace BrowserScraper.Cli.Chaos;

/// <summary>How a disturbed job came through, as a table for the console.</summary>
internal static class ChaosView
{
    private const int MostLines = 5;

    private const string Legend =
        "lost = not done at the end, or without its file or record; twice = fetched again though done, or recorded twice; "
        + "half = a file that is not whole, or a damaged checkpoint; wrong = not the bytes that the portal has";

    public static void Show(ConsoleSet consoles, ChaosResult result, ChaosOptions options)
    {
        Table table = new Table { Border = TableBorder.Ascii }
            .AddColumn("Disturbance").AddColumn(Right("Times")).AddColumn("The run").AddColumn(Right("Gave up"))
            .AddColumn(Right("Recovery: median")).AddColumn(Right("longest"));
        foreach (IGrouping<Disturbance, Strike> kind in result.Strikes.GroupBy(strike => strike.Planned.Disturbance)
            .OrderBy(kind => options.Kinds.Index().First(each => each.Item == kind.Key).Index))
        {
            AddRow(table, kind.Key.What, kind.Key.EndsRun ? "ends, is started again" : "goes on by itself", [.. kind]);
        }

        table.AddEmptyRow();
        AddRow(table, "all", "", result.Strikes);
        consoles.Line("");
        consoles.People.Write(table);
        consoles.Line(
            $"{result.Strikes.Count} of {Counted.Of(result.Planned, "disturbance")}, {Counted.Of(result.Starts, "start")}, "
                + $"{Text.Seconds(result.Took.TotalSeconds)}; the portal sent {Counted.Of(result.FilesServed, "file")} for "
                    + $"{Text.Items(result.Items)}"
            + $" ({result.FilesServed - result.Items} again, as the disturbance came before they were recorded)");
        if (result.LeftBehind > 0)
        {
            string ended = result.LeftBehind == 1
                ? "1 process of an earlier run still lived, and was ended"
                : $"{result.LeftBehind} processes of earlier runs still lived, and were ended";
            consoles.Line(ended);
        }

        Tell(consoles, "GAVE UP",
            [.. result.GaveUp.Select(strike => $"{strike.Planned.Disturbance.What} (no. {strike.Planned.Number}): {strike.GaveUp}")]);
        Tell(consoles, "LOST", result.Findings.Lost);
        Tell(consoles, "TWICE", result.Findings.Twice);
        Tell(consoles, "HALF", result.Findings.Half);
        Tell(consoles, "WRONG", result.Findings.Wrong);
        consoles.Line(
            $"recovery: median {Seconds(Median(result.Strikes))}, longest {Seconds(Longest(result.Strikes))}, from the disturbance until "
                + "an item begun after it is done");
        if (result.Lease is { } lease)
        {
            ShowReturns(consoles, result, lease);
        }

        foreach (string line in NeverStruck(result, options))
        {
            consoles.Line($"NEVER STRUCK: {line}");
        }

        consoles.Line(Legend);
        consoles.Line($"{result.Findings}");
        consoles.Line(Verdict(result));
    }

    /// <summary>PASS, or FAIL and everything that speaks against it.</summary>
    internal static string Verdict(ChaosResult result)
    {
        string[] against =
        [
            .. result.Findings.AreNone ? Array.Empty<string>() : [$"{result.Findings}"],
            .. result.GaveUp.Any() ? [$"{result.GaveUp.Count()} of the disturbances made a run give up"] : Array.Empty<string>(),
            .. result.Strikes.Count < result.Planned
                ? [$"only {result.Strikes.Count} of {Counted.Of(result.Planned, "disturbance")} took place"] : Array.Empty<string>(),
        ];
        return against.Length == 0
            ? $"PASS: {Counted.Of(result.Strikes.Count, "disturbance")}, and nothing is lost, twice, half or wrong (exit code 0)"
            : $"FAIL: {string.Join("; ", against)} (exit code 1)";
    }

    /// <summary>The kinds that say nothing about the job, as none of them took place, each with the reason.</summary>
    internal static IEnumerable<string> NeverStruck(ChaosResult result, ChaosOptions options) =>
    [
        .. options.LeftOut,
        .. from kind in options.Kinds.Index()
           where !result.Strikes.Any(strike => strike.Planned.Disturbance == kind.Item)
           group $"{kind.Item.Name} ({kind.Item.What})" by kind.Index < options.Kills into kinds
           let why = kinds.Key
               ? "the job was over, or its run gave up, before their turn"
               : $"{Counted.Of(options.Kills, "disturbance is", "disturbances are")} too few for {options.Kinds.Count} kinds (--kills)"
           select $"{string.Join(", ", kinds)}: {why}",
    ];

    private static void AddRow(Table table, string what, string run, IReadOnlyCollection<Strike> strikes)
    {
        string[] cells =
            [what, $"{strikes.Count}", run, $"{strikes.Count(strike => strike.GaveUp is not null)}", Seconds(Median(strikes)),
            Seconds(Longest(strikes))];
        table.AddRow(cells.Select(cell => new Spectre.Console.Text(cell)));
    }

    private static void ShowReturns(ConsoleSet consoles, ChaosResult result, TimeSpan lease)
    {
        TimeSpan[] times = [.. result.Returned.Order()];
        string back = times.Length == 0 ? ""
            : $", after a median of {Seconds(times[times.Length / 2])} and {Seconds(times[^1])} at most "
                + $"(STORE_LEASE={lease.TotalSeconds:0})";
        consoles.Line($"machines lost had {Text.Items(times.Length)} in work, and those came back into the queue{back}");
        consoles.Line(
            $"{Counted.Of(result.SentLate, "file")} went once more to a machine that had been taken for dead and had not noticed yet");
    }

    private static void Tell(ConsoleSet consoles, string what, IReadOnlyList<string> lines)
    {
        foreach (string line in lines.Take(MostLines))
        {
            consoles.Line(OneLine.Of($"{what}: {line}"));
        }

        if (lines.Count > MostLines)
        {
            consoles.Line($"{what}: ... and {lines.Count - MostLines} more");
        }
    }

    private static TimeSpan? Median(IEnumerable<Strike> strikes)
    {
        TimeSpan[] times = [.. strikes.Select(strike => strike.Recovery).OfType<TimeSpan>().Order()];
        return times.Length == 0 ? null : times[times.Length / 2];
    }

    private static TimeSpan? Longest(IEnumerable<Strike> strikes) => strikes.Max(strike => strike.Recovery);

    private static string Seconds(TimeSpan? time) => time is { } known ? $"{known.TotalSeconds:0.0} s" : "-";

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned();
}
