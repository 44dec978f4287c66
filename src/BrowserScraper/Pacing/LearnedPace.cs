using BrowserScraper.Items;

namespace BrowserScraper.Pacing;

/// <summary>
/// Finds out how many items a second a host allows, from what it answers and when it says 429. Between two moments at which a host has just
/// said "too many", it has allowed exactly as many as it has answered: that is its rate, whichever way it counts. The pace stays a little
/// below, and feels its way up again slowly and rarely. A decision maker without a clock; not concurrent.
/// </summary>
internal sealed class LearnedPace
{
    private const double Below = 0.95;
    private const double FarBelow = 0.88;
    private const double LeastPerSecond = 1.0 / 60;
    private const double MostPerSecond = 100;

    /// <summary>Nearer than this to the rate that was refused last, it goes up only after a long while, and by small steps.</summary>
    private const double Near = 0.9;

    private const double SmallStep = 0.03;
    private const double LargeStep = 0.05;
    private const double FirstStride = 0.15;
    private const double LongestStride = 0.5;

    /// <summary>So few answers tell a rate only roughly.</summary>
    private const int EnoughAnswers = 20;

    private static readonly TimeSpan FastStepTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(10);

    private readonly Queue<Refusal> refusals = [];
    private TimeSpan patience = FirstPatience;
    private DateTimeOffset nextStep;
    private DateTimeOffset lastStep;
    private Refusal last;
    private double ceiling = double.PositiveInfinity;
    private double stride = FirstStride;
    private double clean;
    private int answered;
    private int starts;

    /// <summary>Items that may start in a second; null as long as the host has refused none.</summary>
    public double? PerSecond { get; private set; }

    /// <summary>Between two starts.</summary>
    public TimeSpan Interval => PerSecond is { } rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;

    /// <summary>The host has answered an item, whatever the answer was worth.</summary>
    public void Answered() => answered++;

    /// <summary>An item of the host starts. Where the pace has held for long enough, it goes up by a step.</summary>
    /// <returns>Why the pace has changed, or null.</returns>
    public string? Started(DateTimeOffset now)
    {
        last = last == default ? new(now, 0) : last; // the first start stands for a refusal: what is before it does not count
        starts++;
        if (PerSecond is not { } rate || now < nextStep)
        {
            return null;
        }

        bool isUsed = starts >= 0.7 * rate * (now - lastStep).TotalSeconds; // a pace that nobody needs proves nothing
        (starts, lastStep, nextStep) = (0, now, now + Pause);
        if (!isUsed)
        {
            return null;
        }

        clean = Math.Max(clean, rate);
        PerSecond = Math.Min(MostPerSecond, rate * (1 + Step(rate)));
        nextStep = IsNear(PerSecond.Value) && !IsNear(rate) ? now + patience : nextStep;
        return $"no 429 for {(now - last.Until).TotalSeconds:0} s";
    }

    /// <summary>The host has refused an item.</summary>
    /// <param name="now">When.</param>
    /// <param name="until">When it may be asked again.</param>
    /// <returns>Why the pace has changed, or null: the item was under way when the host refused another one.</returns>
    public string? Throttled(DateTimeOffset now, DateTimeOffset until)
    {
        if (PerSecond is not null && now < last.Until)
        {
            last = last with { Until = until > last.Until ? until : last.Until };
            return null;
        }

        int since = answered - last.Answered;
        double seconds = Math.Max(0.1, (until - (last == default ? now : last.Until)).TotalSeconds);
        double allowed = Math.Max(since, 1) / seconds;
        if (PerSecond is { } rate)
        {
            patience = clean > 0 && IsNear(clean) ? Min(2 * patience, LongestPatience) : patience;
            ceiling = rate;
            double held = clean > 0 ? Math.Min(clean, rate) : rate;
            PerSecond = Math.Max(
                LeastPerSecond, Math.Clamp(Below * Allowed(until, allowed), (clean > 0 ? FarBelow : 0.5) * held, Below * held));
        }
        else
        {
            PerSecond = Math.Max(LeastPerSecond, Below * allowed);
        }

        last = new(until, answered);
        refusals.Enqueue(last);
        if (refusals.Count > EnoughAnswers)
        {
            refusals.Dequeue();
        }

        (clean, stride, starts, lastStep) = (0, FirstStride, 0, until);
        nextStep = until + (IsNear(PerSecond.Value) ? patience : Pause);
        return $"429 after {Counted.Of(since, "item")} in {seconds:0.#} s";
    }

    private TimeSpan Pause => double.IsPositiveInfinity(ceiling) ? FastStepTime : StepTime;

    private bool IsNear(double rate) => rate >= Near * ceiling;

    private double Step(double rate)
    {
        if (rate > 1.08 * ceiling)
        {
            ceiling = double.PositiveInfinity; // the host allows more than it did
        }

        if (!double.IsPositiveInfinity(ceiling))
        {
            return IsNear(rate) ? SmallStep : LargeStep;
        }

        double step = stride;
        stride = Math.Min(2 * stride, LongestStride);
        return step;
    }

    /// <summary>What the host has allowed since an earlier refusal: the best of those that are far enough back to tell.</summary>
    private double Allowed(DateTimeOffset until, double sinceLast) => refusals
        .Where(refusal => answered - refusal.Answered >= EnoughAnswers && until > refusal.Until)
        .Select(refusal => (answered - refusal.Answered) / (until - refusal.Until).TotalSeconds)
        .DefaultIfEmpty(sinceLast)
        .Max();

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private readonly record struct Refusal(DateTimeOffset Until, int Answered);
}
