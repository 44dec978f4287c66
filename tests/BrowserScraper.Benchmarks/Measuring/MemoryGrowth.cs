using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Measuring;

internal static class MemoryGrowth
{
    /// <summary>The last quarter's mean against the one before, in percent: two stretches of the same length after the warm-up.</summary>
    public static double GrowthOfSecondHalf(this RunReport report)
    {
        long[] half = [.. report.Memory.Skip(report.Memory.Count / 2).Select(sample => sample.Bytes)];
        return half.Length < 4 ? 0 : ((half[(half.Length / 2)..].Average() / half[..(half.Length / 2)].Average()) - 1) * 100;
    }

    /// <summary>
    /// By how much memory grew between two numbers of done items, in percent: along the straight line that lies closest to
    /// the samples, so that no single one decides. Not a number where there are too few.
    /// </summary>
    public static double Percent(IReadOnlyList<UseSample> samples, int from, int to)
    {
        (double Done, double Bytes)[] points =
            [.. samples.Where(sample => sample.Bytes > 0 && sample.Done >= from && sample.Done < to)
            .Select(sample => ((double)sample.Done, (double)sample.Bytes!.Value))];
        if (points.Length < 4)
        {
            return double.NaN;
        }

        double meanDone = points.Average(point => point.Done);
        double meanBytes = points.Average(point => point.Bytes);
        double slope = points.Sum(point => (point.Done - meanDone) * (point.Bytes - meanBytes)) / points.Sum(
            point => (point.Done - meanDone) * (point.Done - meanDone));
        double atStart = meanBytes + (slope * (from - meanDone));
        return slope * (to - from) / atStart * 100;
    }
}
