using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>Sign-ins, renewals and recoveries: how often, and each of them.</summary>
internal static class MarksSection
{
    private const int OpenUpTo = 12;

    public static Html Of(RunReport report, RunTimeline timeline) => timeline.Marks.Count == 0
        ? Html.Of($"<p>Nothing had to be signed in, renewed or recovered.</p>")
        : Html.Of($"""
            <div class="scroll" tabindex="0" role="group" aria-label="Beside the items">
            <table><caption>How often, and how long it took</caption>
            <thead><tr><th scope="col">What</th><th scope="col">Kind</th><th scope="col" class="number">Times</th>
            <th scope="col" class="number">Did not help</th><th scope="col" class="number">Longest</th>
            <th scope="col" class="number">Altogether</th></tr></thead>
            <tbody>{Html.Each(
                timeline.Marks.GroupBy(mark => (mark.Kind, mark.What))
                    .OrderBy(kind => kind.Key.Kind).ThenByDescending(kind => kind.Count()),
                kind => Html.Of($"""
                <tr><th scope="row">{kind.Key.What}</th><td>{MarkWords.Name(kind.Key.Kind)}</td>
                <td class="number">{kind.Count():N0}</td><td class="number">{kind.Count(mark => !mark.Worked):N0}</td>
                <td class="number">{Words.Duration(kind.Max(mark => mark.Seconds))}</td>
                <td class="number">{Words.Duration(kind.Sum(mark => mark.Seconds))}</td></tr>
                """))}</tbody></table></div>
            <details{Html.Trusted(timeline.Marks.Count <= OpenUpTo ? " open" : "")}><summary>Each of them, in order</summary>
            <div class="scroll" tabindex="0" role="group" aria-label="Each of them, in order"><table><caption>In order</caption>
            <thead><tr><th scope="col" class="number">At</th><th scope="col">What</th><th scope="col">Why</th>
            <th scope="col" class="number">Page</th><th scope="col" class="number">Took</th><th scope="col">Helped</th></tr></thead>
            <tbody>{Html.Each(timeline.Marks, mark => Html.Of($"""
                <tr><td class="number">{Words.Clock(mark.Start)}</td><td>{mark.What}</td><td>{mark.Why}</td>
                <td class="number">{PageOf(report, mark)}</td><td class="number">{Words.Duration(mark.Seconds)}</td>
                <td>{(mark.Worked ? "yes" : "no")}</td></tr>
                """))}</tbody></table></div></details>
            """);

    private static string PageOf(RunReport report, TimelineMark mark) => mark switch
    {
        { Page: { } page } => report.PageNumber(page),
        { Machine: { } machine } when report.Machines is { } all => $"all of {all[machine].Name}",
        _ => "all",
    };
}
