using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Settings;

namespace BrowserScraper.Cli.Running;

/// <summary>How a run counts, in one line and one exit code.</summary>
internal sealed record RunVerdict(string Text, int ExitCode)
{
    public static RunVerdict Of(RunReport report, Profile profile)
    {
        if (report.Stopped is { } stopped)
        {
            int code = Cli.ExitCode.Of(stopped);
            string advice = stopped == StopReason.SignInRefused ? "correct the credentials and run again" : "run again to go on";
            return new($"STOPPED: {report.Done} done now, {report.Remaining} known and still to do; {advice} (exit code {code})", code);
        }

        return profile.PassMark is { } mark ? Marked(report, profile, mark) : Plain(report);
    }

    private static RunVerdict Plain(RunReport report)
    {
        int settled = report.Done + report.DoneBefore + report.Skipped;
        bool isWhole = report.Failed == 0 && report.DiscoveryFailure is null;
        bool isLimited = report.DiscoveryWasCutShort || report.Settings.GetValueOrDefault("MAX_DOWNLOADS", "0") != "0";
        return isWhole
            ? new(isLimited
                ? $"DONE: the {report.Done + report.Skipped} items of this run, {settled} done altogether; run again for more"
                : $"ALL DONE: {settled} items{(report.Skipped > 0 ? $", {report.Skipped} of them skipped on purpose" : "")}", Cli.ExitCode.Done)
            : new($"FINISHED WITH FAILURES: {report.Done} done, {report.Failed} failed{(report.DiscoveryFailure is null ? "" : ", discovery incomplete")}; run again to try those again", Cli.ExitCode.Failures);
    }

    private static RunVerdict Marked(RunReport report, Profile profile, double mark)
    {
        int tried = report.Done + report.Skipped + report.Failed;
        if (tried == 0)
        {
            return report.DiscoveryFailure is null
                ? new($"NOTHING TO TEST {profile.Name}: all {report.DoneBefore} items are done; --force fetches again", Cli.ExitCode.Done)
                : new($"FAIL {profile.Name}: no item could be found", Cli.ExitCode.Failures);
        }

        int needed = (int)Math.Ceiling(tried * mark);
        string score = $"{report.Done} of {tried} done, at least {needed} needed";
        if (report.DiscoveryFailure is { } failure)
        {
            return new($"FAIL {profile.Name}: {score}; discovery broke off ({failure})", Cli.ExitCode.Failures);
        }

        return report.Done + report.Skipped >= needed
            ? new($"PASS {profile.Name}: {score}", Cli.ExitCode.Done)
            : new($"FAIL {profile.Name}: {score}", Cli.ExitCode.Failures);
    }
}
