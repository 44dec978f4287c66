namespace BrowserScraper.Benchmarks.Results;

/// <summary>One cell of a benchmark's table: what was measured, once a round.</summary>
/// <param name="Row">What was measured, such as <c>4 pages: Crawlee</c>.</param>
/// <param name="Column">In what, with its unit, such as <c>items/s</c>.</param>
/// <param name="Values">In the order of the rounds.</param>
internal sealed record Figure(string Row, string Column, List<double> Values)
{
    public double Median => Statistics.Median(Values);

    public double Min => Values.Min();

    public double Max => Values.Max();
}
