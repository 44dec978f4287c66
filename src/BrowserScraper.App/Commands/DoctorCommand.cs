using System.CommandLine;
using System.Runtime.InteropServices;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Settings;

namespace BrowserScraper.App.Commands;

internal static class DoctorCommand
{
    private const string Settings = "settings";

    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string?> script = new("script") { Description = "which script; default: the first one", Arity = ArgumentArity.ZeroOrOne };
        Command command =
            new("doctor", "Check that everything a run needs is there: each with ok, or what to do")
                { script, options.Headless, options.Data, options.Store, options.Set };
        command.SetAction(async (parsed, stopping) =>
        {
            int code = ExitCode.Done;
            void Tell(PreflightCheck check)
            {
                code = check.IsFine || code != ExitCode.Done ? code : check.Name == Settings ? ExitCode.BadUsage : ExitCode.MachineLacks;
                consoles.Line($"{(check.IsFine ? "[ ok ]" : "[FAIL]")} {check.Name}: {check.Finding}");
            }

            Tell(new(".NET", true, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}"));
            await CheckAsync(options.Read(parsed, parsed.GetValue(script)), Tell, consoles.Line, stopping);
            consoles.Line(code == ExitCode.Done ? "Everything a run needs is there." : "Mend what is marked FAIL, and look again.");
            return code;
        });
        return command;
    }

    private static async Task<PreflightCheck> CheckStoreAsync(CommandLine line, StoreSettings settings)
    {
        try
        {
            return new("store", true, await line.Stores.Of(settings).CheckAsync());
        }
        catch (RunStopException refused)
        {
            return new("store", false, refused.Message);
        }
    }

    private static async Task CheckAsync(
        RunArguments arguments, Action<PreflightCheck> tell, Action<string> warn, CancellationToken stopping)
    {
        try
        {
            IEnumerable<string> ofScripts = arguments.Line.Scripts.Problems.Select(problem => $"WARNING: {problem}");
            foreach (string warning in arguments.Line.Warnings().Concat(ofScripts))
            {
                warn(warning);
            }

            await using PlannedRun planned = await arguments.Planner(TimeProvider.System).PlanAsync(arguments.Request, stopping);
            string? remark = planned.Remark?.Replace("WARNING: ", "", StringComparison.Ordinal);
            tell(new(Settings, true, $"understood; {remark ?? $"the portal is {planned.Plan.Site.Url}"}"));
            tell(Preflight.CheckData(planned.Plan.Settings));
            if (!planned.Plan.Settings.Store.AreFiles)
            {
                tell(await CheckStoreAsync(arguments.Line, planned.Plan.Settings.Store));
            }

            await foreach (PreflightCheck check in new Preflight(TimeProvider.System).CheckSiteAsync(planned.Plan, stopping))
            {
                tell(check);
            }
        }
        catch (RunStopException stop)
        {
            tell(new(Settings, false, stop.Message));
        }
    }
}
