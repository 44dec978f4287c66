using BrowserScraper.Items;

namespace BrowserScraper.Tuning;

/// <summary>
/// Finds the number of pages that brings the most items a second. It climbs by large steps as long as each brings something, then tries a
/// few more and a few fewer now and then, more and more rarely. Trouble at the site lowers the number at once, and it does not rise again
/// for a while. A decision maker without a clock; not concurrent.
/// </summary>
/// <param name="least">The fewest pages.</param>
/// <param name="most">The most pages.</param>
/// <param name="memory">How many pages memory allows.</param>
internal sealed class PageTuner(int least, int most, MemoryBudget memory)
{
    private const double BusyShare = 0.85;
    private const double IdleShare = 0.4;
    private const double IdleRoom = 2;

    /// <summary>One page alone would have to be on time with every item.</summary>
    private const int FewestWhenIdle = 2;

    private const double CpuWithRoom = 0.8;
    private const double LargeFactor = 2;
    private const double SmallFactor = 1.5;

    /// <summary>
    /// Of what so many pages more could bring at best, this share must come for a further large step, and no less than that.
    /// </summary>
    private const double ClimbShare = 0.08;
    private const double LeastClimb = 0.05;

    private const double LeastGain = 0.02;
    private const double LargestLoss = 0.01;
    private const double ShareUp = 0.4;
    private const double ShareDown = 0.25;
    private const double ErrorShare = 0.1;
    private const double DownFactor = 0.7;
    private const double SlowerFactor = 1.6;
    private const double LessFactor = 0.75;
    private const double MoreFactor = 1.2;

    private static readonly TimeSpan ShortWindow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongWindow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(15);

    private readonly Pause probing = new(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(4));
    private readonly Pause cooling = new(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(4));
    private Level? before;
    private Level? held;
    private bool isHolding;
    private bool isDownNext;
    private double errors;
    private TimeSpan? idleSince;
    private string? told;

    /// <param name="seen">What was measured since the last answer that ended a measuring.</param>
    /// <param name="now">The time since some beginning.</param>
    public TuningAnswer Next(TuningSample seen, TimeSpan now)
    {
        if (seen.IsDisturbed)
        {
            return TuningAnswer.Anew;
        }

        if (seen.Pages < least || seen.Pages > most)
        {
            return Change(seen, Math.Clamp(seen.Pages, least, most), $"from {least} to {most} are allowed");
        }

        return OnTrouble(seen, now) ?? OnIdle(seen, now) ?? (IsEnough(seen) ? Judge(seen, now) : TuningAnswer.GoOn);
    }

    private TuningAnswer? OnTrouble(TuningSample seen, TimeSpan now)
    {
        double share = (double)seen.Errors / Math.Max(1, seen.Errors + seen.Ended);
        if (seen.Errors >= Math.Clamp(seen.Pages, 2, 3) && share > ErrorShare + (2 * errors))
        {
            cooling.Begin(now);
            (isHolding, held, before) = (true, null, null);
            string why = seen.Throttled >= seen.Failed ? "the site throttled" : "timed out or failed:";
            return Change(seen, Lower(seen.Pages, DownFactor), $"{why} {seen.Errors} of {Counted.Of(seen.Errors + seen.Ended, "attempt")}");
        }

        if (MemoryBudget.IsShort(seen) && seen.Pages > least)
        {
            cooling.Begin(now);
            (isHolding, held, before) = (true, null, null);
            return Change(seen, Lower(seen.Pages, LessFactor), MemoryBudget.InWords(seen));
        }

        return null;
    }

    private TuningAnswer? OnIdle(TuningSample seen, TimeSpan now)
    {
        if (seen.Span < ShortWindow || seen.Busy >= IdleShare * seen.Pages)
        {
            idleSince = seen.Span < ShortWindow ? idleSince : null;
            return null;
        }

        idleSince ??= now - seen.Span;
        int enough = Math.Max(Math.Max(least, FewestWhenIdle), (int)Math.Ceiling(seen.Busy * IdleRoom));
        if (now - idleSince < IdleTime || enough >= seen.Pages)
        {
            return null;
        }

        (isHolding, held, before, idleSince) = (false, null, null, null);
        return Change(seen, enough, $"only {seen.Busy:0.0} pages had work, {Words(seen)}");
    }

    private bool IsEnough(TuningSample seen)
    {
        (TimeSpan span, double ended) = isHolding ? (LongWindow, Math.Max(30, 3 * seen.Pages)) : (ShortWindow, Math.Max(6, seen.Pages));
        return seen.Span >= LongestWindow || (seen.Span >= span && seen.Ended >= ended);
    }

    private TuningAnswer Judge(TuningSample seen, TimeSpan now)
    {
        errors = (0.8 * errors) + (0.2 * seen.Errors / Math.Max(1, seen.Errors + seen.Ended));
        if (seen.Busy < BusyShare * seen.Pages || seen.Finished <= 0)
        {
            return TuningAnswer.Anew; // what there was to do was the limit, not the pages
        }

        return isHolding ? before is null ? Hold(seen, now) : JudgeTry(seen, now) : Climb(seen, now);
    }

    private TuningAnswer Climb(TuningSample seen, TimeSpan now)
    {
        double gain = before is { } last ? (seen.Rate / last.Rate) - 1 : double.PositiveInfinity;
        double possible = before is { } from ? ((double)seen.Pages / from.Pages) - 1 : 1;
        if (before is { } better && gain < LeastGain)
        {
            Settle(better, now);
            return Change(seen, better.Pages, $"{Words(seen)} ({gain:+0 %;-0 %}): {seen.Pages} bring no more");
        }

        if (cooling.IsOn(now))
        {
            return TuningAnswer.Anew;
        }

        int next = (int)Math.Ceiling(seen.Pages * (seen.Cpu < CpuWithRoom || seen.Cpu is null ? LargeFactor : SmallFactor));
        if (gain < Math.Max(LeastClimb, ClimbShare * possible) || Room(seen, next) <= seen.Pages)
        {
            Settle(Level.Of(seen), now);
            return Stay(seen, next);
        }

        string grown = before is null ? "" : $" ({gain:+0 %;-0 %})";
        before = Level.Of(seen);
        return Change(seen, Room(seen, next), $"{Words(seen)}{grown}");
    }

    /// <summary>The number is found for now.</summary>
    private void Settle(Level level, TimeSpan now)
    {
        (isHolding, held, before) = (true, level, null);
        probing.Reset();
        probing.EndAt(now); // the first try follows at once
    }

    private TuningAnswer Hold(TuningSample seen, TimeSpan now)
    {
        if (held is not { } level || level.Pages != seen.Pages)
        {
            held = Level.Of(seen);
            return TuningAnswer.Anew;
        }

        if (seen.Rate > MoreFactor * level.Rate && !cooling.IsOn(now))
        {
            isHolding = false; // something has become faster: what was found holds no more
            return TuningAnswer.Anew;
        }

        if (seen.ItemTime > SlowerFactor * level.ItemTime && seen.Rate < LessFactor * level.Rate && seen.Cpu is null or < CpuWithRoom
            && seen.Pages > least)
        {
            cooling.Begin(now);
            held = null;
            return Change(
                seen, Lower(seen.Pages, LessFactor),
                $"the site has become slower: an item takes {seen.ItemTime.TotalSeconds:0.0} s instead of "
                    + $"{level.ItemTime.TotalSeconds:0.0} s");
        }

        held = level.And(seen);
        return probing.IsOn(now) ? TuningAnswer.Anew : Try(seen, now);
    }

    private TuningAnswer Try(TuningSample seen, TimeSpan now)
    {
        int up = cooling.IsOn(now) ? seen.Pages : Room(seen, seen.Pages + Math.Max(1, (int)Math.Round(seen.Pages * ShareUp)));
        int down = Math.Max(least, seen.Pages - Math.Max(1, (int)Math.Round(seen.Pages * ShareDown)));
        int next = isDownNext ? down : up;
        if (next == seen.Pages)
        {
            isDownNext = !isDownNext;
            probing.Begin(now);
            return TuningAnswer.Anew;
        }

        before = held;
        return Change(seen, next, $"{Words(seen)}; tries {(isDownNext ? "fewer" : "more")}");
    }

    private TuningAnswer JudgeTry(TuningSample seen, TimeSpan now)
    {
        Level from = before!.Value;
        double gain = (seen.Rate / from.Rate) - 1;
        before = null;
        if (gain >= (isDownNext ? -LargestLoss : LeastGain))
        {
            held = Level.Of(seen);
            probing.Reset(); // and goes on in that direction
            return new(IsOver: true);
        }

        string why = $"{Words(seen)} ({gain:+0 %;-0 %}): {(isDownNext ? $"{seen.Pages} are too few" : $"{seen.Pages} bring no more")}";
        (held, isDownNext) = (from, !isDownNext);
        probing.Begin(now);
        return Change(seen, from.Pages, why);
    }

    /// <summary>As many of those as may be.</summary>
    private int Room(TuningSample seen, int pages) =>
        Math.Max(seen.Pages, Math.Min(Math.Min(pages, most), Math.Min(memory.Most(seen), (int)Math.Ceiling(seen.Busy) + seen.Waiting)));

    private TuningAnswer Stay(TuningSample seen, int wanted)
    {
        string? why = memory.Most(seen) < Math.Min(wanted, most) ? MemoryBudget.InWords(seen) : null;
        bool isNew = why is not null && told is null;
        told = why;
        return new(IsOver: true, Why: isNew ? why : null);
    }

    private int Lower(int pages, double factor) => Math.Max(least, Math.Min(pages - 1, (int)Math.Round(pages * factor)));

    private static TuningAnswer Change(TuningSample seen, int pages, string why) =>
        pages == seen.Pages ? TuningAnswer.Anew : new(IsOver: true, pages, why);

    private static string Words(TuningSample seen) => $"{seen.Rate:0.0} items/s{(seen.Cpu is { } cpu ? $", CPU {cpu:0 %}" : "")}";
}
