using System.CommandLine;
using System.Text.Json;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Stores;
using BrowserScraper.Watchdog;

namespace BrowserScraper.App.Commands;

internal static class VerifyCommand
{
    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string?> job = new("job")
        {
            Description = "which job (see: jobs); default: the one that changed last",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Command command =
            new("verify", "Check a job's files again; what is bad is to do again, and the next run fetches it")
                { job, options.Data, options.Store, options.Set, options.Json };
        command.SetAction(
            async (parsed, stopping) =>
                await VerifyAsync(consoles, await JobChoice.OrLastAsync(options.Read(parsed, parsed.GetValue(job))), stopping));
        return command;
    }

    private static async Task<int> VerifyAsync(ConsoleSet consoles, RunArguments arguments, CancellationToken stopping)
    {
        JobTarget target = await arguments.TargetAsync();
        IJobCatalog store = arguments.Line.Stores.Of(target.Store);
        if (await store.SummaryAsync(target.Job) is null)
        {
            throw new RunStopException(StopReason.BadUsage, $"there is nothing to verify: {store.Place} has no job '{target.Job}'");
        }

        if (arguments.Json)
        {
            consoles.ReserveOutput();
        }

        VerifyResult result = await store.VerifyAsync(target.Job, target.SiteLabel, consoles.Line, stopping);
        string seen = $"{Text.Items(result.Items)} with {Counted.Of(result.Files, "file")}";
        consoles.Line(result.Bad == 0
            ? $"ALL GOOD: {seen} of {target.Job}"
            : $"BAD: {result.Bad} of {seen}; {(result.Bad == 1 ? "it is" : "they are")} to do again, the bad files are in "
                + $"{store.BadOf(target.Job)}; go on with: resume {target.Job} {store.Option}");
        if (arguments.Json)
        {
            consoles.Result(JsonSerializer.Serialize(result, RunJson.Line));
        }

        return result.Bad == 0 ? ExitCode.Done : ExitCode.Failures;
    }
}
