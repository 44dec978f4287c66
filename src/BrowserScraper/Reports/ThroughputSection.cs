using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>Items done over time, and on top of them the attempts that did not end well.</summary>
internal static class ThroughputSection
{
    private const int MostBars = 100;
    private const int FewestBars = 4;
    private const int MostRows = 12;

    public static Html Of(RunReport report, RunTimeline timeline, TimeAxis axis)
    {
        if (timeline.Spans.Count == 0)
        {
            return default;
        }

        (int Done, int Trouble)[] bars = Counted(timeline.Spans, axis, Math.Clamp((int)axis.Length, FewestBars, MostBars));
        double seconds = axis.Length / bars.Length;
        (double scale, string unit) = UnitFor(bars.Max(bar => bar.Done + bar.Trouble) / seconds);
        double top = ChartFrame.RoundedUp(bars.Max(bar => bar.Done + bar.Trouble) / seconds * scale);
        double PerItem() => ChartFrame.Height / (top * seconds / scale);
        string words =
            $"{report.RatePerHour / 3600 * scale:0.0} {unit} from the first item to the last; "
                + $"{bars.Max(bar => bar.Done) / seconds * scale:0.0} at best. "
            + $"Attempts that did not end well stand on top: {bars.Sum(bar => bar.Trouble):N0}.";
        Html drawing = Html.Of($"""
            <path class="Done" d="{Bars(bars, _ => 0, bar => bar.Done, PerItem())}"/>
            <path class="trouble" d="{Bars(bars, bar => bar.Done, bar => bar.Trouble, PerItem())}"/>
            """);
        return ChartFrame.Of(
            drawing, words, top, unit, axis, ["From", "Attempts that did not end well", "Items done"], Rows(timeline.Spans, axis));
    }

    private static (int Done, int Trouble)[] Counted(IEnumerable<AttemptSpan> spans, TimeAxis axis, int count)
    {
        (int Done, int Trouble)[] counted = new (int, int)[count];
        foreach (AttemptSpan span in spans)
        {
            ref (int Done, int Trouble) bar = ref counted[Math.Clamp((int)(span.End / axis.Length * count), 0, count - 1)];
            bar.Done += span.Ending == AttemptEnding.Done ? 1 : 0;
            bar.Trouble += span.Ending is AttemptEnding.Done or AttemptEnding.Skipped ? 0 : 1;
        }

        return counted;
    }

    private static string Bars(
        (int Done, int Trouble)[] bars, Func<(int Done, int Trouble), int> from, Func<(int Done, int Trouble), int> count, double perItem)
    {
        double width = TimeAxis.Width / bars.Length;
        return string.Concat(bars.Select((bar, place) => count(bar) == 0
            ? ""
            : $"M{place * width:0.#} {ChartFrame.Height - (from(bar) * perItem):0.#}h{width * 0.88:0.#}v{-count(bar) * perItem:0.#}h"
                + $"{-width * 0.88:0.#}z"));
    }

    private static IEnumerable<string[]> Rows(IReadOnlyList<AttemptSpan> spans, TimeAxis axis)
    {
        int count = Math.Clamp((int)axis.Length, 1, MostRows);
        return Counted(spans, axis, count)
            .Select((row, place) => (string[])[Words.Clock(axis.Length / count * place), $"{row.Trouble:N0}", $"{row.Done:N0}"]);
    }

    private static (double Scale, string Unit) UnitFor(double perSecond) => perSecond switch
    {
        >= 1 => (1, "items/s"),
        >= 1.0 / 60 => (60, "items/min"),
        _ => (3600, "items/h"),
    };
}
