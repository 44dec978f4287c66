using BrowserScraper.Pacing;

namespace BrowserScraper.Tests.Pacing;

/// <summary>
/// A host with a limit, pages that ask it for items of two requests each, and the pace that stands between: what happens is worked out
/// event by event, without waiting.
/// </summary>
internal sealed class SimulatedHost(Func<double, double> refusedFor, int pages, double itemSeconds)
{
    /// <summary>More than what is lost between a time and seconds: who comes too early by that is sent away for ever.</summary>
    private const double Tick = 0.000_001;

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action<double>, double> events = new();
    private readonly HostPace pace = NewPace();
    private int answered;
    private int refused;

    /// <summary>Requests that were answered, and those that were refused.</summary>
    public (int Answered, int Refused) Counts => (answered, refused);

    /// <summary>How a site counts.</summary>
    /// <returns>For a request at a time, in seconds: how long to stay away, or 0 where it is answered.</returns>
    public static Func<double, double> LimitOf(string kind, double perSecond) => kind switch
    {
        "bucket" => Bucket(perSecond, perSecond),
        "large bucket" => Bucket(perSecond, 4 * perSecond),
        "leaky" => Bucket(perSecond, perSecond / 2),
        "window" => Window(perSecond, 10),
        "sliding" => Sliding(perSecond, 10),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown"),
    };

    public void Run(double seconds)
    {
        if (events.Count == 0)
        {
            for (int page = 0; page < pages; page++)
            {
                events.Enqueue(Begin, 0.01 * page);
            }
        }

        while (events.TryPeek(out Action<double>? next, out double at) && at < seconds)
        {
            events.Dequeue();
            next(at);
        }
    }

    private static HostPace NewPace()
    {
        HostPace learning = new(TimeSpan.Zero);
        learning.Learn(true);
        return learning;
    }

    private void Begin(double at)
    {
        if (pace.TryStart("host", Start.AddSeconds(at)) is { } later)
        {
            events.Enqueue(Begin, (later - Start).TotalSeconds + Tick);
        }
        else
        {
            Ask(at, () => events.Enqueue(half => Ask(half, () => events.Enqueue(End, half + (itemSeconds / 2))), at + (itemSeconds / 2)));
        }
    }

    private void Ask(double at, Action fine)
    {
        double away = refusedFor(at);
        if (away == 0)
        {
            answered++;
            fine();
            return;
        }

        refused++;
        events.Enqueue(
            told =>
            {
                pace.Refused("host", Start.AddSeconds(told), Start.AddSeconds(told + away));
                Begin(told);
            },
            at + 0.02);
    }

    private void End(double at)
    {
        pace.Answered("host");
        Begin(at);
    }

    private static Func<double, double> Bucket(double perSecond, double size)
    {
        (double left, double last) = (size, 0);
        return at =>
        {
            left = Math.Min(size, left + ((at - last) * perSecond));
            last = at;
            if (left < 1)
            {
                return 1;
            }

            left--;
            return 0;
        };
    }

    private static Func<double, double> Window(double perSecond, double length)
    {
        (double number, int taken) = (-1, 0);
        return at =>
        {
            double current = Math.Floor(at / length);
            (number, taken) = (current, current.CompareTo(number) == 0 ? taken : 0);
            return taken++ < perSecond * length ? 0 : Math.Ceiling(((current + 1) * length) - at);
        };
    }

    private static Func<double, double> Sliding(double perSecond, double length)
    {
        Queue<double> taken = new();
        return at =>
        {
            while (taken.TryPeek(out double oldest) && oldest <= at - length)
            {
                taken.Dequeue();
            }

            if (taken.Count >= perSecond * length)
            {
                return Math.Max(1, Math.Ceiling(taken.Peek() + length - at));
            }

            taken.Enqueue(at);
            return 0;
        };
    }
}
