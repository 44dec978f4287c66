using System.CommandLine;
using System.Text.Json;
using BrowserScraper.Cli.Display;
using BrowserScraper.Cli.Running;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Cli.Commands;

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
                { job, options.Data, options.Set, options.Json };
        command.SetAction(
            (parsed, stopping) => VerifyAsync(consoles, JobChoice.OrLast(options.Read(parsed, parsed.GetValue(job))), stopping));
        return command;
    }

    private static async Task<int> VerifyAsync(ConsoleSet consoles, RunArguments arguments, CancellationToken stopping)
    {
        (string job, string data, string site, _) = PlannedRun.TargetOf(arguments);
        string folder = Path.GetFullPath(Path.Combine(data, job));
        if (!File.Exists(Path.Combine(folder, "checkpoint.json")))
        {
            throw new RunStopException(StopReason.BadUsage, $"there is nothing to verify: {folder} holds no checkpoint");
        }

        if (arguments.Json)
        {
            consoles.ReserveOutput();
        }

        VerifyResult result = await new JobVerifier(data, job, site, TimeProvider.System).RunAsync(consoles.Line, stopping);
        string seen = $"{Text.Items(result.Items)} with {Counted.Of(result.Files, "file")}";
        consoles.Line(result.Bad == 0
            ? $"ALL GOOD: {seen} of {job}"
            : $"BAD: {result.Bad} of {seen}; {(result.Bad == 1 ? "it is" : "they are")} to do again, the bad files are in "
                + $"{Path.Combine(folder, "bad")}; go on with: resume {job} --data {data}");
        if (arguments.Json)
        {
            consoles.Result(JsonSerializer.Serialize(result, RunJson.Line));
        }

        return result.Bad == 0 ? ExitCode.Done : ExitCode.Failures;
    }
}
