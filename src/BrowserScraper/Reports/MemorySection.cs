using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>Browser, driver and harness together, over time.</summary>
internal static class MemorySection
{
    private const double Mebi = 1_048_576;
    private const int MostRows = 12;

    public static Html Of(RunReport report, RunTimeline timeline, TimeAxis axis)
    {
        if (report.Memory.Count == 0)
        {
            return Html.Of($"<p>Not measured: memory is read on Linux only, and at the run's end.</p>");
        }

        double top = ChartFrame.RoundedUp(report.Memory.Max(sample => sample.Bytes) / Mebi);
        double Y(MemorySample sample) => Math.Round(ChartFrame.Height * (1 - (sample.Bytes / Mebi / top)), 1);
        string line = string.Concat(
            report.Memory.Select((sample, place) => $"{(place == 0 ? "M" : "L")}{axis.X(sample.Seconds)} {Y(sample)}"));
        string area = $"{line}V{ChartFrame.Height}H{axis.X(report.Memory[0].Seconds)}z";
        string renewals = string.Concat(
            timeline.Marks.Where(mark => mark.Kind == MarkKind.Renewal).Select(mark => $"M{axis.X(mark.Start)} 0V{ChartFrame.Height}"));
        string words =
            $"{Words.Megabytes(report.Memory.Max(sample => sample.Bytes))} at most, "
                + $"{Words.Megabytes(report.Memory.Average(sample => sample.Bytes))} on average, for browser, driver and harness together."
            + (renewals.Length > 0 ? " A dashed line is a renewal of browser and driver." : "");
        Html drawing = Html.Of($"""<path class="area" d="{area}"/><path class="line" d="{line}"/><path class="step" d="{renewals}"/>""");
        int every = Math.Max(1, (report.Memory.Count + MostRows - 1) / MostRows);
        return ChartFrame.Of(drawing, words, top, "MB", axis, ["At", "Memory"], report.Memory
            .Where((_, place) => place % every == 0)
            .Select(sample => (string[])[Words.Clock(sample.Seconds), Words.Megabytes(sample.Bytes)]));
    }
}
