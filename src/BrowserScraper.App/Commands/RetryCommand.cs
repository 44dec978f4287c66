using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Items;

namespace BrowserScraper.App.Commands;

internal static class RetryCommand
{
    private static readonly string[] Outcomes =
        [.. ItemOutcome.Names.Where(name => name != "Done").Order(StringComparer.Ordinal)];

    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string?> job = new("job")
        {
            Description = "which job (see: jobs); default: the one that changed last",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> failed = new("--failed") { Description = "the items that were given up" };
        Option<string?> outcome = new(
            "--class") { Description = $"the items not done that ended so last: {string.Join(", ", Outcomes)}", HelpName = "OUTCOME" };
        Command command = new("retry", "Try some items of a job again, and no others; the site's list is not read")
        {
            job, failed, outcome, options.Max, options.Pages, options.Headless, options.Block, options.NoGuard, options.Data, options.Store,
            options.AcceptVersion, options.Set,
            options.Json,
        };
        options.AddDemoTo(command);
        command.SetAction(async (parsed, _) =>
        {
            ItemFilter only = FilterOf(parsed.GetValue(failed), parsed.GetValue(outcome));
            RunArguments arguments = await JobChoice.OrLastAsync(options.Read(parsed, parsed.GetValue(job)));
            return await new RunExecution(consoles, TimeProvider.System)
                .RunAsync(arguments with { Request = arguments.Request with { Only = only } }, mustContinue: true);
        });
        return command;
    }

    private static ItemFilter FilterOf(bool failed, string? outcome)
    {
        if (failed == (outcome is not null))
        {
            throw new RunStopException(StopReason.BadUsage, outcome is null
                ? "retry: say which items, by --failed or by --class OUTCOME"
                : "retry: --failed and --class are two choices of items; give one of the two");
        }

        return outcome is null
            ? ItemFilter.Failed
            : ItemFilter.EndedAs(Outcomes.FirstOrDefault(known => known.Equals(outcome, StringComparison.OrdinalIgnoreCase))
                ?? throw new RunStopException(
                    StopReason.BadUsage, $"--class {outcome}: there is no such outcome; outcomes: {string.Join(", ", Outcomes)}"));
    }
}
