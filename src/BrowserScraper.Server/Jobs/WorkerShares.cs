using BrowserScraper.Settings;

namespace BrowserScraper.Server.Jobs;

/// <summary>Shares workers out among jobs.</summary>
internal static class WorkerShares
{
    /// <summary>
    /// Evenly, and each job at least one while there are enough; no job gets more than its own limit. What is left over goes to those that
    /// came first.
    /// </summary>
    /// <param name="workers">How many there are.</param>
    /// <param name="limits">The most that each job may have, null for any number; the job that came first stands first.</param>
    /// <returns>Each job's workers.</returns>
    public static int[] Divide(int workers, IReadOnlyList<int?> limits)
    {
        int[] shares = new int[limits.Count];
        for (bool isGiven = true; isGiven && workers > 0;)
        {
            isGiven = false;
            for (int job = 0; job < shares.Length && workers > 0; job++)
            {
                if (shares[job] < (limits[job] ?? int.MaxValue))
                {
                    shares[job]++;
                    workers--;
                    isGiven = true;
                }
            }
        }

        return shares;
    }

    /// <summary>The most workers that a job may have, by its order or its profile; null for any number.</summary>
    public static int? LimitOf(ServedJob job) => PagesOf(job)?.AtMost;

    /// <summary>
    /// The bounds within which a job finds the number of its pages by itself; null where it works on all that it is given.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="byDefault">What holds where neither its order nor its profile says anything.</param>
    /// <param name="share">Its workers.</param>
    public static PageRange? AutoOf(ServedJob job, bool byDefault, int share) =>
        share == 0 ? null : PagesOf(job) is { } pages ? pages.Auto?.UpTo(share) : byDefault ? PageRange.OfMachine.UpTo(share) : null;

    private static PageCount? PagesOf(ServedJob job) =>
        (job.Order.Settings.GetValueOrDefault("CONCURRENT_PAGES")
            ?? (job.Order.Profile is { } profile ? Profile.Find(profile)?.Values.GetValueOrDefault("CONCURRENT_PAGES") : null))
                is { } pages ? PageCount.Parse(pages) : null;
}
