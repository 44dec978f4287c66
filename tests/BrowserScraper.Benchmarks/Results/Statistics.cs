using System.Globalization;

namespace BrowserScraper.Benchmarks.Results;

internal static class Statistics
{
    /// <summary>Of an even number of values the mean of the two in the middle.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The first against the second, pair by pair: what slows the machine down meets both of a pair.</summary>
    public static double MedianRatio(IEnumerable<double> first, IEnumerable<double> second) =>
        Median([.. first.Zip(second, (one, other) => one / other)]);

    public static double Rounded(double value) => Math.Round(value, value is > -10 and < 10 ? 4 : 2);

    /// <summary>Three digits that count, or all before the point.</summary>
    public static string Text(double value) => value switch
    {
        _ when value == Math.Truncate(value) => value.ToString("#,0", CultureInfo.InvariantCulture),
        > -10 and < 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        > -100 and < 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };
}
