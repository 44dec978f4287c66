using System.Text;

namespace BrowserScraper.Reports;

/// <summary>
/// Draws many stretches of time as one SVG path. What would touch on any screen is drawn as one, so that a path stays short
/// however many items a run had.
/// </summary>
internal static class SpanPath
{
    private const double Touching = 0.4;

    /// <param name="spans">From and to, in seconds; in any order.</param>
    /// <param name="axis">The time axis.</param>
    /// <param name="top">The upper edge.</param>
    /// <param name="height">From there down.</param>
    /// <param name="least">The least width that can be seen.</param>
    public static string Of(IEnumerable<(double From, double To)> spans, TimeAxis axis, double top, double height, double least)
    {
        StringBuilder path = new();
        (double from, double to) = (double.NaN, double.NaN);
        foreach ((double start, double end) in spans.Select(span => (axis.X(span.From), axis.X(span.To))).Order())
        {
            if (start - to <= Touching)
            {
                to = Math.Max(to, end);
                continue;
            }

            Add(from, to);
            (from, to) = (start, Math.Max(end, start + least));
        }

        Add(from, to);
        return path.ToString();

        void Add(double left, double right)
        {
            if (!double.IsNaN(left))
            {
                path.Append($"M{left:0.#} {top}H{right:0.#}V{top + height}H{left:0.#}z");
            }
        }
    }
}
