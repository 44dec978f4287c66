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
}
