using BrowserScraper.Accounts;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Settings;

namespace BrowserScraper.App.Running;

/// <summary>How a run counts, in one line and one exit code.</summary>
internal sealed record RunVerdict(string Text, int ExitCode)
{
    /// <param name="report">How the run went.</param>
    /// <param name="profile">May have a mark.</param>
    /// <param name="only">The known items that the run was for; null for all there are.</param>
    public static RunVerdict Of(RunReport report, Profile profile, ItemFilter? only = null) =>
        report.Together is { } all
            ? OfMany(report, all, profile, only).With(report.Faults) : Judged(report, profile, only).With(report.Faults);

    /// <summary>Where other machines have worked on the run, all of them together are judged; who leaves while they go on judges nothing.
    /// </summary>
    private static RunVerdict OfMany(RunReport report, Together all, Profile profile, ItemFilter? only)
    {
        string own = $"{report.Done} done and {report.Failed} failed here";
        if (report.Stopped == StopReason.Interrupted && all.Others > 0)
        {
            string others = all.Others == 1 ? "1 other machine goes on" : $"{all.Others} other machines go on";
            return new(
                $"LEFT: {own}; {others}, with {all.Remaining} known and still to do (exit code {App.ExitCode.Left})", App.ExitCode.Left);
        }

        RunVerdict verdict = Judged(
            report with
            {
                Done = all.Done, Skipped = all.Skipped, Failed = all.Failed, Remaining = all.Remaining, DoneBefore = all.Before,
            }, profile, only);
        return verdict with { Text = $"{verdict.Text}; {own}{(all.Others > 0 ? $"; {all.Others} other machine(s) go on" : "")}" };
    }

    private static RunVerdict Judged(RunReport report, Profile profile, ItemFilter? only)
    {
        if (report.Stopped is { } stopped)
        {
            int code = App.ExitCode.Of(stopped);
            string advice = stopped switch
            {
                StopReason.SignInRefused or StopReason.MachineLacks or StopReason.BadUsage => "mend what the error says, and run again",
                StopReason.LowYield => "mend the script, or wait until the site is mended, and resume; --no-guard goes on regardless",
                StopReason.Fault => "its stack is in the log and in the report; mend what threw, and run again to go on",
                _ => "run again to go on",
            };
            return new($"STOPPED: {report.Done} done now, {report.Remaining} known and still to do; {advice} (exit code {code})", code);
        }

        return profile.PassMark is { } mark ? Marked(report, profile, mark) : Plain(report, only);
    }

    /// <summary>The same, with a word about the accounts that the run went on without.</summary>
    public RunVerdict Without(IReadOnlyList<SetAsideAccount> accounts) => accounts.Count == 0
        ? this
        : this with { Text = $"{Text}; {string.Join(", ", accounts.Select(SetAside))}" };

    private static string SetAside(SetAsideAccount account) =>
        $"account '{account.Username}' was set aside, and its {Counted.Of(account.Pages, "page")} stood idle";

    /// <summary>The same, with a word about what threw and ended no run: whoever reads only this line should look at it.</summary>
    private RunVerdict With(IReadOnlyList<ReportedFault> faults) => faults.Count == 0
        ? this
        : this with { Text = $"{Text}; {(faults.Count == 1 ? "a fault was" : $"{faults.Count} faults were")} met, the first in "
            + $"{faults[0].Where}: {faults[0].Error}; the report has {(faults.Count == 1 ? "its stack" : "their stacks")}" };

    private static RunVerdict Plain(RunReport report, ItemFilter? only)
    {
        string refused = report.InputRefused > 0
            ? $", {report.InputRefused} {(report.InputRefused == 1 ? "line" : "lines")} of input left out" : "";
        if (report.Failed == 0 && report.LackedRoom == 0 && report.Remaining == 0 && report.DiscoveryFailure is null && refused.Length > 0)
        {
            return new($"FINISHED WITH FAILURES: {report.Done} done{refused}; mend those lines and give them again", App.ExitCode.Failures);
        }

        if (report.Failed > 0 || report.LackedRoom > 0 || refused.Length > 0 || report.DiscoveryFailure is not null
            || report.Sources.Any(source => source.TimedOut || source.SkippedUntil is not null))
        {
            string[] resting = [.. report.Sources.Where(source => source.SkippedUntil is not null).Select(source => source.Source)];
            string rest = resting.Length == 0 ? "" : $", skipped for now: {string.Join(", ", resting)}";
            string left = report.Remaining > 0
                ? $", {report.Remaining} left to do{(report.LackedRoom > 0 ? $" ({report.LackedRoom} found no room on the disk)" : "")}"
                : "";
            return new($"FINISHED WITH FAILURES: {report.Done} done, {report.Failed} "
                + $"failed{left}{(report.DiscoveryFailure is { } why ? $", discovery incomplete ({why})" : "")}{refused}{rest}; "
                    + $"{AdviceOf(report, refused.Length > 0)}", App.ExitCode.Failures);
        }

        int now = report.Done + report.Skipped;
        int settled = now + report.DoneBefore;
        string skipped = report.Skipped > 0 ? $", {report.Skipped} of them skipped on purpose" : "";
        string files = report.Sources.Count > 1 ? $" with {Counted.Of(report.FilesSaved, "file")}" : "";
        string? limit = LimitReached(report, now);
        return new((only, limit) switch
        {
            (null, null) => $"ALL DONE: {Display.Text.Items(settled)}{skipped}{(report.DoneBefore == 0 ? files : "")}",
            (null, _) => $"DONE: the {Display.Text.Items(now)} of this run{files}{skipped}, {settled} done altogether; {limit}, run again "
                + "for more",
            (_, null) => $"DONE: the {Display.Text.Items(now)} of this run{skipped} ({only.What})",
            (_, _) => $"DONE: the {Display.Text.Items(now)} of this run{skipped} ({only.What}); {limit}, retry again for more",
        }, App.ExitCode.Done);
    }

    private static string AdviceOf(RunReport report, bool isInputRefused) => report switch
    {
        _ when IsForced(report) => "what could not be fetched again keeps what it had; --force fetches all again",
        { Failed: 0, LackedRoom: 0, Remaining: 0, DiscoveryFailure: not null } when !isInputRefused => "run again to read the list again",
        _ => "run again to try those again",
    };

    private static bool IsForced(RunReport report) =>
        bool.TryParse(report.Settings.GetValueOrDefault("FORCE_REDOWNLOAD"), out bool forced) && forced;

    private static string? LimitReached(RunReport report, int tried) =>
        int.TryParse(report.Settings.GetValueOrDefault("MAX_DOWNLOADS"), out int most) && most > 0 && tried >= most
            ? $"MAX_DOWNLOADS={most} is reached" : null;

    private static RunVerdict Marked(RunReport report, Profile profile, double mark)
    {
        int tried = report.Done + report.Skipped + report.Failed + report.LackedRoom;
        if (tried == 0)
        {
            return report.DiscoveryFailure is null
                ? new($"NOTHING TO TEST {profile.Name}: "
                    + $"{(report.DoneBefore == 1 ? "the 1 item is" : $"all {report.DoneBefore} items are")} done; --force fetches again",
                    App.ExitCode.Done)
                : new($"FAIL {profile.Name}: no item could be found", App.ExitCode.Failures);
        }

        int needed = (int)Math.Ceiling(tried * mark);
        string score = $"{report.Done} of {tried} done, at least {needed} needed";
        if (report.DiscoveryFailure is { } failure)
        {
            return new($"FAIL {profile.Name}: {score}; discovery broke off ({failure})", App.ExitCode.Failures);
        }

        return report.Done + report.Skipped >= needed
            ? new($"PASS {profile.Name}: {score}", App.ExitCode.Done)
            : new($"FAIL {profile.Name}: {score}", App.ExitCode.Failures);
    }
}
