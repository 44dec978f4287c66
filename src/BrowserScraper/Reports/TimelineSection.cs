using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>One lane per page, and above them what concerned the whole run.</summary>
internal static class TimelineSection
{
    public static Html Of(RunReport report, RunTimeline timeline, TimeAxis axis)
    {
        if (timeline.IsEmpty)
        {
            return Html.Of($"<p>Nothing is on record: <code>events.jsonl</code> is missing, or no item was begun.</p>");
        }

        IGrouping<int, AttemptSpan>[] pages =
            [.. timeline.Spans.Concat(timeline.Unfinished).GroupBy(span => span.Page).OrderBy(page => page.Key)];
        PageSummary[] summaries = [.. pages.Select(page => PageSummary.Of(report.PageName(page.Key), page, axis))];
        return Html.Of($"""
            <figure class="timeline{(report.Machines is null ? "" : " many")}">
            {RunLane(timeline.Marks, axis)}
            {Html.Each(
                pages.Zip(summaries),
                page => PageLane.Draw(
                    page.First.Key, [.. page.First], [.. timeline.Marks.Where(mark => mark.IsOn(page.First.Key))], axis, page.Second))}
            {axis.Labels()}
            <figcaption>Each lane is one page of the browser, from the run's start to its end in minutes and seconds.
            An empty stretch is a page that waited.
            The figure at the right is the share of the whole time in which the page had an item.</figcaption>
            </figure>
            {Legend(timeline)}
            {Table(summaries)}
            """);
    }

    private static Html RunLane(IReadOnlyList<TimelineMark> marks, TimeAxis axis) => Html.When(marks.Count > 0, () => Html.Of($"""
        <div class="lane run"><span class="name">Run</span>
        <div class="marks" role="img" aria-label="{string.Join(
            ", ", marks.GroupBy(mark => mark.Kind).Select(kind => $"{MarkWords.Name(kind.Key)}: {kind.Count()}"))}">{Html.Each(
            MarkWords.ApartEnough(marks, axis),
            mark => Html.Of($"""
                <span class="mark {mark.Kind}" style="left:{axis.X(mark.Start) / TimeAxis.Width * 100:0.#}%"
                  title="{Words.Clock(mark.Start)} {mark.What}">{MarkWords.Letter(mark.Kind)}</span>
                """))}</div>
        <span class="share"></span></div>
        """));

    private static Html Legend(RunTimeline timeline) => Html.Of($"""
        <ul class="legend" aria-label="What the timeline shows">
        {Html.Each(
            timeline.Spans.Concat(timeline.Unfinished).GroupBy(span => (span.Ending, span.Outcome))
                .OrderBy(kind => kind.Key.Ending).ThenByDescending(kind => kind.Count()),
            kind => Entry(kind.Key.Outcome, kind.Key.Ending, kind.Count()))}
        {Html.Each(
            timeline.Marks.GroupBy(mark => mark.Kind),
            kind => Html.Of($"""
                <li><span class="mark {kind.Key}"
                  aria-hidden="true">{MarkWords.Letter(kind.Key)}</span>{MarkWords.Name(kind.Key)} <b>{kind.Count():N0}</b></li>
                """))}
        </ul>
        """);

    private static Html Entry(string outcome, AttemptEnding ending, int count) =>
        Html.Of($"<li>{PageLane.Sample(outcome, ending)}{InWords(outcome, ending)} <b>{count:N0}</b></li>");

    private static string InWords(string outcome, AttemptEnding ending) => ending switch
    {
        AttemptEnding.TriedAgain => $"{outcome}, tried again",
        AttemptEnding.GivenUp => $"{outcome}, given up",
        AttemptEnding.Left when outcome != "Unfinished" => $"{outcome}, left to the next run",
        _ => outcome,
    };

    private static Html Table(IEnumerable<PageSummary> pages) => Html.Of($"""
        <details class="data"><summary>The timeline as a table</summary>
        <div class="scroll" tabindex="0" role="group" aria-label="The timeline as a table"><table><caption>What each page did</caption>
        <thead><tr><th scope="col">Page</th><th scope="col" class="number">Done</th><th scope="col" class="number">Skipped</th>
        <th scope="col" class="number">Tried again</th><th scope="col" class="number">Given up</th>
        <th scope="col" class="number">Left</th><th scope="col" class="number">Busy</th>
        <th scope="col" class="number">Longest wait</th></tr></thead>
        <tbody>{Html.Each(pages, page => Html.Of($"""
            <tr><th scope="row">{page.Name}</th><td class="number">{page.Of(AttemptEnding.Done):N0}</td>
            <td class="number">{page.Of(AttemptEnding.Skipped):N0}</td><td class="number">{page.Of(AttemptEnding.TriedAgain):N0}</td>
            <td class="number">{page.Of(AttemptEnding.GivenUp):N0}</td><td class="number">{page.Of(AttemptEnding.Left):N0}</td>
            <td class="number">{Words.Duration(page.BusySeconds)}</td>
            <td class="number">{Words.Duration(page.LongestWait)}</td></tr>
            """))}</tbody></table></div></details>
        """);
}
