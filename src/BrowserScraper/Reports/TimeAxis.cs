namespace BrowserScraper.Reports;

/// <summary>The run's time from left to right; every drawing of a report has the same, so that they can be compared.</summary>
internal sealed class TimeAxis(double seconds)
{
    public const double Width = 1000;

    private const int MostTicks = 8;
    private const double LastLabel = 0.97;

    private static readonly double[] Steps =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 604_800];

    public double Length { get; } = Math.Max(seconds, 1);

    public double X(double at) => Math.Round(Math.Clamp(at / Length, 0, 1) * Width, 1);

    /// <summary>Lines to lay under a drawing of this height.</summary>
    public Html Grid(double height) =>
        Html.Of($"""<path class="grid" d="{string.Concat(Ticks().Select(tick => $"M{X(tick)} 0V{height}"))}"/>""");

    /// <summary>For the eye only: whatever uses it says the same in words.</summary>
    public Html Labels() => Html.Of($"""
        <div class="axis" aria-hidden="true">{Html.Each(
            Ticks().Where(tick => tick < Length * LastLabel),
            tick => Html.Of($"""<span style="left:{X(tick) / Width * 100:0.##}%">{Words.Clock(tick)}</span>"""))}</div>
        """);

    private IEnumerable<double> Ticks()
    {
        double step = Steps.FirstOrDefault(each => Length / each <= MostTicks, Steps[^1]);
        for (double tick = 0; tick <= Length; tick += step)
        {
            yield return tick;
        }
    }
}
