using BrowserScraper.Tuning;

namespace BrowserScraper.Tests.Tuning;

/// <summary>
/// A site and a machine whose items a second are known for each number of pages: a tuner works on it second by second, without waiting.
/// </summary>
/// <param name="tuner">The tuner.</param>
/// <param name="rate">Items a second, by the number of pages and the second.</param>
/// <param name="noise">By how much a measurement is off, as a share: one standard deviation.</param>
internal sealed class SimulatedSite(PageTuner tuner, Func<double, double, double> rate, double noise = 0)
{
    private readonly Random random = new(7);
    private readonly List<(int Second, int Pages, string Why)> changes = [];
    private double measuredFrom;
    private double error = 1;

    public int Pages { get; private set; } = 4;

    /// <summary>Attempts that fail in each second, by the second.</summary>
    public Func<int, int> Failures { get; init; } = _ => 0;

    /// <summary>The share of the pages that have work, by the number of pages.</summary>
    public Func<int, double> BusyShare { get; init; } = _ => 1;

    public Func<int, TuningSample, TuningSample> Adjust { get; init; } = (_, seen) => seen;

    public IReadOnlyList<(int Second, int Pages, string Why)> Changes => changes;

    /// <returns>The items of those seconds.</returns>
    public double Run(int from, int to)
    {
        double items = 0;
        int failed = 0;
        for (int second = from; second < to; second++)
        {
            double now = rate(Pages, second);
            items += now;
            failed += Failures(second);
            double span = second + 1 - measuredFrom;
            if (span < 1)
            {
                continue;
            }

            TuningAnswer answer = tuner.Next(Adjust(second, Seen(now, span, failed)), TimeSpan.FromSeconds(second + 1));
            if (answer.Pages is { } pages)
            {
                changes.Add((second, pages, answer.Why!));
                Pages = pages;
            }

            if (answer.IsOver)
            {
                measuredFrom = second + 1 + (answer.Pages is null ? 0 : Math.Clamp(Pages / now, 0.5, 5));
                (failed, error) = (0, 1 + (noise * Normal()));
            }
        }

        return items;
    }

    private TuningSample Seen(double now, double span, int failed) => new()
    {
        Span = TimeSpan.FromSeconds(span),
        Pages = Pages,
        Finished = now * span * error,
        Ended = (int)(now * span),
        Failed = failed,
        Busy = Pages * BusyShare(Pages),
        ItemTime = TimeSpan.FromSeconds(Pages / now),
        Waiting = 1000,
        Cpu = Math.Min(1, now / 14),
    };

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
