namespace BrowserScraper.Tuning;

/// <summary>How many pages memory allows.</summary>
/// <param name="renewAbove">Above so many bytes the run starts its browser anew, which costs time: pages are not to lead there. Null for
/// never.</param>
internal sealed class MemoryBudget(long? renewAbove)
{
    private const long Megabyte = 1_048_576;
    private const long LeastReserve = 256 * Megabyte;
    private const double ReserveShare = 0.08;
    private const double RenewShare = 0.9;

    /// <summary>Of harness, driver and browser, before there is a page.</summary>
    private const long WithoutPages = 300 * Megabyte;

    private const long LightPage = 60 * Megabyte;
    private const long HeavyPage = 300 * Megabyte;

    /// <summary>The most pages there may be.</summary>
    public int Most(TuningSample seen)
    {
        long page = Math.Clamp(((seen.OwnMemory ?? 0) - WithoutPages) / seen.Pages, LightPage, HeavyPage);
        long room = seen.FreeMemory is { } free ? free - Reserve(seen) : long.MaxValue;
        if (renewAbove is { } above && seen.OwnMemory is { } own)
        {
            room = Math.Min(room, (long)(above * RenewShare) - own);
        }

        return seen.Pages + (int)Math.Clamp(room / page, 0, 1000);
    }

    /// <summary>So little is left that a page should go.</summary>
    public static bool IsShort(TuningSample seen) => seen.FreeMemory < Reserve(seen) / 2;

    public static string InWords(TuningSample seen) =>
        $"memory: {seen.FreeMemory / Megabyte} MB are left of {seen.MemoryLimit / Megabyte} MB, {seen.OwnMemory / Megabyte ?? 0} MB are "
            + "the run's own";

    private static long Reserve(TuningSample seen) =>
        Math.Min(Math.Max(LeastReserve, (long)(seen.MemoryLimit * ReserveShare)), seen.MemoryLimit / 2);
}
