namespace BrowserScraper.Reports;

/// <summary>One page's lane of the timeline: a path for each kind of ending, its height telling it apart as well as its colour.</summary>
internal static class PageLane
{
    private const double Height = 26;
    private const double LeastWidth = 1;
    private const double LeastTrouble = 2.5;

    public static Html Draw(
        int page, IReadOnlyList<AttemptSpan> spans, IReadOnlyList<TimelineMark> marks, TimeAxis axis, PageSummary summary) => Html.Of($"""
        <div class="lane"><span class="name" title="{summary.Name}">{summary.Name}</span>
        <svg viewBox="0 0 1000 {Height}" preserveAspectRatio="none" role="img" aria-label="{summary.InWords}">{axis.Grid(Height)}
        {Bands(marks, axis)}{Attempts(spans, axis)}{Steps(marks.Where(mark => mark.Page == page), axis)}</svg>
        <span class="share">{Share(spans, axis):0} %</span></div>
        """);

    public static double Share(IEnumerable<AttemptSpan> spans, TimeAxis axis) =>
        Math.Min(100, spans.Sum(span => span.Seconds) / axis.Length * 100);

    /// <summary>A sample for the legend.</summary>
    public static Html Sample(string outcome, AttemptEnding ending)
    {
        (double top, double height) = Place(ending);
        return Html.Of($"""
            <svg class="sample" viewBox="0 0 18 {Height}" aria-hidden="true"><path class="{Class(outcome, ending)}"
              d="M1 {top}H17V{top + height}H1z"/></svg>
            """);
    }

    private static Html Bands(IEnumerable<TimelineMark> marks, TimeAxis axis) => Html.Each(
        marks.Where(mark => mark.Page is null && mark.Kind is MarkKind.SignIn or MarkKind.Renewal).GroupBy(mark => mark.Kind),
        kind =>
        {
            string path = SpanPath.Of(kind.Select(mark => (mark.Start, mark.Start + mark.Seconds)), axis, 0, Height, LeastWidth);
            return Html.Of($"""<path class="band {kind.Key}" d="{path}"/>""");
        });

    private static Html Attempts(IEnumerable<AttemptSpan> spans, TimeAxis axis) => Html.Each(
        spans.GroupBy(span => (span.Ending, span.Outcome)).OrderBy(kind => kind.Key.Ending),
        kind =>
        {
            (double top, double height) = Place(kind.Key.Ending);
            double least = kind.Key.Ending == AttemptEnding.Done ? LeastWidth : LeastTrouble;
            string path = SpanPath.Of(kind.Select(span => (span.Start, span.End)), axis, top, height, least);
            return Html.Of($"""
                <path class="{Class(kind.Key.Outcome, kind.Key.Ending)}"
                  d="{path}"><title>{kind.Key.Outcome}: {kind.Count():N0}</title></path>
                """);
        });

    private static Html Steps(IEnumerable<TimelineMark> steps, TimeAxis axis) => Html.Each(
        steps.GroupBy(step => step.Worked),
        kind =>
        {
            string path = string.Concat(kind.Select(step => axis.X(step.Start)).Distinct().Select(x => $"M{x} 0V{Height}"));
            return Html.Of($"""<path class="step" d="{path}"><title>Recovery: {kind.Count()}</title></path>""");
        });

    private static (double Top, double Height) Place(AttemptEnding ending) => ending switch
    {
        AttemptEnding.Done => (9, 17),
        AttemptEnding.Skipped => (19, 7),
        AttemptEnding.TriedAgain => (14, 12),
        AttemptEnding.Left => (9, 17),
        _ => (0, Height),
    };

    private static string Class(string outcome, AttemptEnding ending) => ending == AttemptEnding.Left ? $"left {outcome}" : outcome;
}
