using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Tuning;

/// <summary>
/// Measures a run by its events: how many items it brings to an end, and what they take. Members may be called concurrently.
/// </summary>
internal sealed class ThroughputMeter : IRunEventReader
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, DateTimeOffset> open = [];
    private readonly List<MeasuredAttempt> ended = [];
    private DateTimeOffset from;
    private bool isDisturbed;

    public void Read(RunEvent happened)
    {
        lock (gate)
        {
            switch (happened)
            {
                case RunEvent.ItemStarted item:
                    open[item.Page] = item.At;
                    break;
                case RunEvent.ItemEnded item when open.Remove(item.Page, out DateTimeOffset begun) && item.At > from:
                    ended.Add(new(begun, item.At, item.Outcome));
                    break;
                case RunEvent.BrowserRenewed or RunEvent.SignedIn or RunEvent.Recovery { Page: null }:
                    isDisturbed |= happened.At > from;
                    break;
            }
        }
    }

    /// <summary>Measures from then on.</summary>
    public void Begin(DateTimeOffset at)
    {
        lock (gate)
        {
            from = at;
            ended.RemoveAll(attempt => attempt.End <= at);
            isDisturbed = false;
        }
    }

    /// <summary>What was measured so far; pages, queue and machine are left for the caller.</summary>
    public TuningSample Measure(DateTimeOffset now)
    {
        lock (gate)
        {
            TimeSpan span = now > from ? now - from : TimeSpan.Zero;
            MeasuredAttempt[] good = [.. ended.Where(attempt => attempt.IsGood)];
            MeasuredAttempt[] bad = [.. ended.Where(attempt => attempt.IsThrottled || attempt.IsFailed)];
            double itemSeconds = good.Length > 0 ? good.Average(attempt => attempt.Seconds) : 0;
            double finished = good.Sum(attempt => Within(attempt.Begin, attempt.End) / Math.Max(attempt.Seconds, 0.001));
            if (good.Length > 0)
            {
                // Those under way will take as long as the others, and end as well.
                double share = (double)good.Length / (good.Length + bad.Length);
                finished += share * open.Values.Sum(begun => Within(begun, now) / Math.Max(itemSeconds, (now - begun).TotalSeconds));
            }

            double busy = ended.Sum(attempt => Within(attempt.Begin, attempt.End)) + open.Values.Sum(begun => Within(begun, now));
            return new()
            {
                Span = span,
                Pages = 0,
                Finished = finished,
                Ended = good.Length,
                Throttled = bad.Count(attempt => attempt.IsThrottled),
                Failed = bad.Count(attempt => attempt.IsFailed),
                Busy = span > TimeSpan.Zero ? busy / span.TotalSeconds : 0,
                ItemTime = TimeSpan.FromSeconds(itemSeconds),
                IsDisturbed = isDisturbed,
            };
        }
    }

    /// <summary>The seconds of an attempt that lie within what is measured.</summary>
    private double Within(DateTimeOffset begun, DateTimeOffset end) => Math.Max(0, (end - (begun > from ? begun : from)).TotalSeconds);

    private readonly record struct MeasuredAttempt(DateTimeOffset Begin, DateTimeOffset End, string Outcome)
    {
        public double Seconds => (End - Begin).TotalSeconds;

        public bool IsThrottled => Outcome == OutcomeNames.Throttled;

        public bool IsFailed => Outcome is OutcomeNames.Failed or OutcomeNames.TimedOut;

        /// <summary>The site has answered, whatever the answer was worth.</summary>
        public bool IsGood => !IsThrottled && !IsFailed && Outcome is not (OutcomeNames.Interrupted or OutcomeNames.SignedOut);
    }
}
