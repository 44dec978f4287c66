using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Evidence;

/// <summary>
/// Records what happens on a page for Playwright's trace viewer. Tracing belongs to a context, which all pages share, so
/// one page is recorded at a time, and what the others did meanwhile is taken out again. Members may be called concurrently.
/// </summary>
internal sealed class TraceRecorder(EvidenceFolder folder, TimeProvider time)
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(5);

    private int isBusy;

    /// <summary>Begins to record.</summary>
    /// <returns>Null where another page is being recorded, or nothing is kept.</returns>
    public async Task<PageTrace?> BeginAsync(IPage page)
    {
        if (!folder.IsOpen || Interlocked.Exchange(ref isBusy, 1) != 0)
        {
            return null;
        }

        string mark = $"trace {Guid.NewGuid():n}";
        if (await StartAsync(page, mark).EndsWithinAsync(StepLimit, time))
        {
            return new(this, folder, page.Context, mark);
        }

        Volatile.Write(ref isBusy, 0);
        return null;
    }

    /// <summary>Ends the recording.</summary>
    /// <param name="context">What was recorded.</param>
    /// <param name="path">Where it goes, or null for nowhere.</param>
    /// <returns>False where there is no recording to be had any more.</returns>
    internal async Task<bool> EndAsync(IBrowserContext context, string? path)
    {
        Task stopping = context.Tracing.StopAsync(new() { Path = path });
        bool ended = await stopping.EndsWithinAsync(StepLimit, time) && stopping.IsCompletedSuccessfully;
        Volatile.Write(ref isBusy, 0);
        return ended;
    }

    // The mark comes back as a console line of this page, which tells the page's name in the trace.
    private static async Task StartAsync(IPage page, string mark)
    {
        await page.Context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        await page.EvaluateAsync("mark => console.debug(mark)", mark);
    }
}
