namespace BrowserScraper.Benchmarks.Results;

/// <summary>What a benchmark must show, and whether it did.</summary>
/// <param name="What">In words.</param>
/// <param name="Measured">What came out.</param>
/// <param name="Relation">Such as <c>at least</c>.</param>
/// <param name="Limit">What it is held against.</param>
/// <param name="Holds">Whether it does.</param>
internal sealed record Bound(string What, double Measured, string Relation, double Limit, bool Holds)
{
    public override string ToString() =>
        $"{(Holds ? "holds" : "DOES NOT HOLD")}: {What}: {Statistics.Text(Measured)} ({Relation} {Statistics.Text(Limit)})";
}
