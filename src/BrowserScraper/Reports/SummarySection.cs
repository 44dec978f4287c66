using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>What a person wants to know first.</summary>
internal static class SummarySection
{
    private const int MostCauses = 5;

    public static Html Of(RunReport report)
    {
        (string tone, string verdict) = Verdict(report);
        string ending = Capital(report.Message ?? report.Ending);
        return Html.Of($"""
            <p class="verdict {tone}"><strong>{verdict}</strong> <span>{ending}.{Advice(report)}</span></p>
            <ul class="tiles">
            {Tile("Done", $"{report.Done:N0}", report.DoneBefore > 0 ? $"and {report.DoneBefore:N0} before" : "in this run")}
            {Tile(
                "Failed", $"{report.Failed:N0}", report.Failed == 0 ? "none given up" : Words.Count(report.FailuresByCause.Count, "cause"))}
            {Tile(
                "Still to do",
                $"{report.Remaining:N0}",
                report.DiscoveryWasCutShort ? "known; the list was not read to its end" : "known items")}
            {Tile("Time", Words.Duration(report.TotalSeconds), $"work {Words.Duration(report.WorkSeconds)}")}
            {Tile("Rate", $"{report.RatePerHour:N0}/h", $"{report.RatePerHour / 3600:0.0} items a second")}
            </ul>
            {Bar(report)}
            {Causes(report)}
            <dl class="facts">
            {Html.Each(Facts(report), fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>"))}
            </dl>
            """);
    }

    private static (string Tone, string Verdict) Verdict(RunReport report) => report switch
    {
        { Stopped: not null } => ("warn", "Stopped before its end."),
        { Message: not null } => ("warn", "Not ended."),
        { DiscoveryFailure: not null } => ("bad", "Discovery is incomplete."),
        { Failed: > 0 } => ("bad", $"Finished with {Words.Count(report.Failed, "failure")}."),
        { DiscoveryWasCutShort: true } => ("good", "All items of this run are done."),
        _ => ("good", "All done."),
    };

    private static string Advice(RunReport report) => report switch
    {
        { Stopped: StopReason.SignInRefused } => " Correct the credentials and run again.",
        { Stopped: not null, Message: not null } when report.Message.Contains("run again", StringComparison.Ordinal) => "",
        { Stopped: not null } => " Run again to go on.",
        { Failed: > 0 } => " Run the job again to try the failed ones again.",
        _ => "",
    };

    private static Html Tile(string name, string value, string remark) =>
        Html.Of($"""<li><span class="label">{name}</span> <b>{value}</b> <span class="remark">{remark}</span></li>""");

    private static Html Bar(RunReport report)
    {
        (string Name, int Count, string Tone)[] parts =
            [("done before", report.DoneBefore, "before"), ("done", report.Done, "Done"), ("skipped", report.Skipped, "Skipped"),
                ("failed", report.Failed, "trouble"), ("still to do", report.Remaining, "rest")];
        parts = [.. parts.Where(part => part.Count > 0)];
        double all = parts.Sum(part => part.Count);
        return Html.When(all > 0, () => Html.Of($"""
            <div class="bar" role="img" aria-label="Of {Words.Count((int)all, "known item")}: {string.Join(
                ", ", parts.Select(part => $"{part.Count:N0} {part.Name}"))}">{Html.Each(
                parts,
                part => Html.Of($"""
                    <span class="{part.Tone}" style="flex-grow:{part.Count}" title="{part.Count:N0} {part.Name}"></span>
                    """))}</div>
            """));
    }

    private static Html Causes(RunReport report) => Html.Of($"""
        {Causes("Why items failed", "cause", "failures", report.Failures)}{Causes(
            "Why tries failed of items that are still to do", "postponed", "postponed", report.Postponed)}
        """);

    private static Html Causes(string label, string id, string section, IReadOnlyList<FailedItem> items)
    {
        IReadOnlyList<FailureGroup> groups = FailureGroup.Of(items);
        return Html.When(groups.Count > 0, () => Html.Of($"""
            <ul class="causes" aria-label="{label}">{Html.Each(
                groups.Take(MostCauses).Index(),
                cause => Html.Of($"""
                    <li><a
                      href="#{id}-{cause.Index + 1}"><b>{Words.Count(cause.Item.Items.Count, "item")}:</b> {cause.Item.Cause}</a> <span
                      class="outcome {cause.Item.Outcome}">{cause.Item.Outcome}</span></li>
                    """))}
            {Html.When(
                groups.Count > MostCauses,
                () => Html.Of($"""<li><a href="#{section}">and {Words.Count(groups.Count - MostCauses, "more cause")}</a></li>"""))}</ul>
            """));
    }

    private static IEnumerable<(string Name, string Value)> Facts(RunReport report)
    {
        yield return ("Site", report.Site);
        yield return ("Started", Words.Time(report.StartedAt));
        yield return ("Ended", Words.Time(report.EndedAt));
        yield return ("Time per done item", report.Done == 0
            ? "none was done" : $"median {Words.Duration(report.MedianSeconds)}, 95 % within {Words.Duration(report.P95Seconds)}");
        yield return ("Saved", $"{Words.Size(report.BytesSaved)}{Lanes(report)}");
        yield return ("Skipped on purpose", $"{report.Skipped:N0}");
        yield return ("Attempts that did not end well", report.TroubleByOutcome.Count == 0
            ? "none" : string.Join(", ", report.TroubleByOutcome.Select(pair => $"{pair.Key} {pair.Value:N0}")));
        yield return ("Duplicates", $"{report.Duplicates:N0}");
        yield return ("Sign-ins", $"{report.SignIns:N0}, {Words.Duration(report.SignInSeconds)}");
        yield return ("Discovery", report.DiscoveryFailure is { } failure
            ? $"incomplete: {failure}" : $"{Words.Duration(report.DiscoverySeconds)}, beside the work");
        yield return ("Hosts away", report.Outages.Count == 0
            ? "none" : string.Join(", ", report.Outages.GroupBy(outage => outage.Host, StringComparer.Ordinal).Select(Away)));
        if (report.Pages is { } pages)
        {
            yield return (
                "Pages at the end",
                $"{pages:N0}{(report.AutoPages is { } bounds ? $" (auto, {bounds.Replace("-", " to ", StringComparison.Ordinal)})" : "")}");
        }

        yield return ("Recoveries, browser renewals", $"{report.Recoveries.Count:N0}, {report.BrowserRenewals:N0}");
        yield return ("Peak memory", report.PeakMemoryBytes is { } peak ? Words.Megabytes(peak) : "not measured");
    }

    private static string Lanes(RunReport report) =>
        report.FilesByLane.Count == 0
            ? "" : $"; files by lane: {string.Join(", ", report.FilesByLane.Select(lane => $"{lane.Key} {lane.Value:N0}"))}";

    private static string Away(IGrouping<string, Outage> host)
    {
        string times = host.Count() == 1 ? "" : $" {host.Count():N0} times,";
        return $"{host.Key},{times} {Words.Duration(host.Sum(outage => outage.Seconds ?? 0))}"
            + $"{(host.Any(outage => outage.WasLeft) ? ", and left then" : "")}";
    }

    private static string Capital(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd('.')}";
}
