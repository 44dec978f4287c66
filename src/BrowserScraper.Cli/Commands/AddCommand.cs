using System.CommandLine;
using BrowserScraper.Checkpoints;
using BrowserScraper.Cli.Display;
using BrowserScraper.Cli.Running;
using BrowserScraper.Discovery;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Commands;

internal static class AddCommand
{
    private const int MostToldLines = 5;

    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string> job = new("job") { Description = "which job (see: jobs), or a script's name" };
        Argument<string[]> lines = new(
            "items") { Description = "what to work on, as the script takes it: ids or addresses", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> input = new(
            "--input") { Description = "read them from this file, one a line; - is standard input", HelpName = "FILE|-" };
        Option<string> priority =
            new("--priority")
                { Description = "whether they come before others that wait", HelpName = "high|normal|low", DefaultValueFactory = _ =>
                    "normal" };
        Command command =
            new("add", "Add items to a job; a run that is at work takes them in within a second, else the next one does")
                { job, lines, input, priority, options.Data };
        command.SetAction(async (parsed, stopping) =>
        {
            ItemPriority wanted = PriorityOf(parsed.GetValue(priority)!);
            List<InputLine> given = [.. parsed.GetValue(lines)!.Select(InputText.Of).OfType<InputLine>()];
            if (parsed.GetValue(input) is { } file)
            {
                given.AddRange(await InputOptions.From(file).ToListAsync(stopping));
            }

            return await AddAsync(
                consoles, options.Read(parsed, parsed.GetValue(job)), [.. given.Select(line => line with { Priority = wanted })]);
        });
        return command;
    }

    private static ItemPriority PriorityOf(string name) => name switch
    {
        "high" => ItemPriority.High,
        "normal" => ItemPriority.Normal,
        "low" => ItemPriority.Low,
        _ => throw new RunStopException(StopReason.BadUsage, $"--priority {name}: allowed are high, normal and low"),
    };

    private static async Task<int> AddAsync(ConsoleSet consoles, RunArguments arguments, IReadOnlyList<InputLine> lines)
    {
        JobTarget target = PlannedRun.TargetOf(arguments);
        if (target.Script.Input is not { } wanted)
        {
            throw new RunStopException(
                StopReason.BadUsage, $"add: {target.Script.Name} takes no input; it finds its items in the site's list");
        }

        if (lines.Count == 0)
        {
            throw new RunStopException(
                StopReason.BadUsage, $"add: say what to add, as arguments or by --input FILE; {target.Script.Name} takes {wanted}");
        }

        string[] refused = [.. lines.Where(line => target.Script.ItemOf(line.Input) is null).Select(line => $"'{line.Input}'")];
        if (refused.Length > 0)
        {
            string more = refused.Length > MostToldLines ? $" and {refused.Length - MostToldLines} more" : "";
            throw new RunStopException(
                StopReason.BadUsage,
                $"add: {target.Script.Name} takes {wanted}, and this is none: {string.Join(", ", refused.Take(MostToldLines))}{more}; "
                    + "nothing was added");
        }

        await new Inbox(target.Folder).DropAsync(lines);
        bool isAtWork = JobHolder.Of(target.Folder) is { IsAlive: true };
        consoles.Line($"ADDED: {Display.Text.Items(lines.Count)} for {target.Job}; {(isAtWork
            ? "the run that is at work takes them in within a second"
            : "no run is at work; one that takes them in without reading the site's list: "
                + $"run {target.Job} --known-only --data {target.Data}")}");
        return ExitCode.Done;
    }
}
