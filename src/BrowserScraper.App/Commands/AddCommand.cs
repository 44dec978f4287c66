using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Checkpoints;
using BrowserScraper.Discovery;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Steering;
using BrowserScraper.Stores;

namespace BrowserScraper.App.Commands;

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
            new("add", "Add items to a job; a run that is at work takes them in within two seconds, else the next one does")
                { job, lines, input, priority, options.Data, options.Store };
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

    internal static async Task<int> AddAsync(ConsoleSet consoles, RunArguments arguments, IReadOnlyList<InputLine> lines)
    {
        JobTarget target = await arguments.TargetAsync();
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

        IReadOnlyList<WorkItem?> items = target.Script.ItemsOf([.. lines.Select(line => line.Input)]);
        string[] refused = [.. lines.Zip(items).Where(each => each.Second is null).Select(each => $"'{each.First.Input}'")];
        if (refused.Length > 0)
        {
            string more = refused.Length > MostToldLines ? $" and {refused.Length - MostToldLines} more" : "";
            throw new RunStopException(
                StopReason.BadUsage,
                $"add: {target.Script.Name} takes {wanted}, and this is none: {string.Join(", ", refused.Take(MostToldLines))}{more}; "
                    + "nothing was added");
        }

        if (arguments.Line.Stores.SharedOf(target.Store) is { } shared)
        {
            await AddAsync(consoles, shared, target, lines, items.OfType<WorkItem>());
            return ExitCode.Done;
        }

        await new Inbox(target.Folder).DropAsync(lines);
        consoles.Line($"ADDED: {Display.Text.Items(lines.Count)} for {target.Job}; {(JobHolder.Of(target.Folder) is { IsAlive: true }
            ? "the run that is at work takes them in within a second" : NextRun(target, $"--data {target.Data}"))}");
        return ExitCode.Done;
    }

    /// <summary>No file holds them until a run comes: they are in the database, for whichever machine works on the job.</summary>
    private static async Task AddAsync(
        ConsoleSet consoles, IJobCatalog store, JobTarget target, IReadOnlyList<InputLine> lines, IEnumerable<WorkItem> items)
    {
        if (lines.Any(line => AddressLogin.In(line.Input).Count > 0))
        {
            throw new RunStopException(
                StopReason.BadUsage,
                "add: an address with a user and a password is not kept in a database, where others read it; give the address without, and "
                    + "the login to each machine by its settings; nothing was added");
        }

        SharedAddition addition = new(store, target);
        Admission admitted = await addition.AddAsync(
            [.. lines.Zip(items, (line, item) => item with { Priority = line.Priority })]);
        (int added, int left) = addition.IsAtWork ? (admitted.Added, admitted.Left) : (admitted.Added + admitted.Left, 0);
        string known = admitted.Known > 0 ? $", {Counted.Of(admitted.Known, "was known", "were known")}" : "";
        string later = left > 0 ? $", {Counted.Of(left, "is for a further run", "are for a further run")}" : "";
        string then = addition.IsAtWork ? "the run that is at work takes them in within two seconds" : NextRun(target, store.Option);
        consoles.Line($"ADDED: {Display.Text.Items(added)} for {target.Job}{known}{later}{(added == 0 ? "" : $"; {then}")}");
    }

    private static string NextRun(JobTarget target, string where) =>
        $"no run is at work; one that takes them in without reading the site's list: run {target.Job} --known-only {where}";
}
