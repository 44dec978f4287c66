using BrowserScraper.Browsers;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Lists;
using BrowserScraper.Planning;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Discovery;

/// <summary>Reads a list from its first page to its last, on a page of its own, once for each call.</summary>
/// <param name="plan">What is to be done.</param>
/// <param name="sessions">A session to read with; asked again for each call.</param>
/// <param name="take">Takes each row; given the reading that it is of.</param>
/// <param name="tell">Told what is waited for.</param>
/// <param name="time">The clock.</param>
/// <param name="stopping">Ends it.</param>
internal sealed class ListReading(
    JobPlan plan, Func<DiscoverySession> sessions, Func<WorkItem, ListPass, Task<bool>> take, Action<string> tell, TimeProvider time,
    CancellationToken stopping)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowestTurn = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstTurn = TimeSpan.FromMilliseconds(500);

    private readonly SiteScript script = plan.Script;
    private int readings;
    private int waits;
    private TimeSpan turn;

    /// <summary>It ends where the script, having yielded items, asks for a further page. Default: false.</summary>
    public bool FirstPageAlone { get; init; }

    public async Task<ReadingEnd> TryAsync()
    {
        DiscoverySession session = sessions();
        try
        {
            return await TryAsync(session);
        }
        catch (RunStopException refused) when (session.TrySetAside(refused))
        {
            return ReadingEnd.Broken(refused.Message);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            return ReadingEnd.Broken("stopped");
        }
    }

    private async Task<ReadingEnd> TryAsync(DiscoverySession session)
    {
        IPage? page = null;
        ListSupport? care = null;
        int generation = 0;
        try
        {
            page = await session.OpenAsync(stopping);
            care = await session.SupportAsync(page);
            generation = care.Generation();
            return await BoundedAsync(session, page, care, generation);
        }
        catch (Exception exception) when (exception is not (RunStopException or CheckpointException) && !stopping.IsCancellationRequested)
        {
            return page is null || care is null
                ? ReadingEnd.Broken(ScriptFault.Of(exception, page), needsPause: true)
                : await JudgedAsync(session, page, care, generation, exception);
        }
        finally
        {
            await (page is null ? Task.CompletedTask : session.CloseAsync(page, null));
        }
    }

    /// <summary>What an exception means, and what has to happen before the next try.</summary>
    private async Task<ReadingEnd> JudgedAsync(DiscoverySession session, IPage page, ListSupport care, int generation, Exception thrown)
    {
        ItemOutcome? outcome = care.Seen() ?? (thrown as ItemEndedException)?.Outcome ?? session.Meaning(page, thrown);
        bool isSeen = outcome is not null && thrown is not ItemEndedException;
        string fault = thrown is ListLostException ? thrown.Message
            : isSeen ? $"{outcome!.Name}: {outcome.Reason}"
            : ScriptFault.Of(thrown, page);
        ReadingEnd broken = ReadingEnd.Broken(fault);
        switch (outcome)
        {
            case ItemOutcome.Throttled throttled when ++waits <= ListOpener.MostWaits:
                turn = turn == TimeSpan.Zero ? FirstTurn : 2 * turn < SlowestTurn ? 2 * turn : SlowestTurn; // it was too fast for the site
                await WaitUntilAsync(throttled.Until);
                return broken with { IsFree = true };
            case ItemOutcome.Unreachable away when ++waits <= ListOpener.MostWaits:
                return await care.AwayAsync(away.Host, stopping) ? broken with { IsFree = true } : broken with { IsForGood = true };
            case ItemOutcome.SignedOut signedOut when script.NeedsSignIn:
                bool isRenewed = await care.RenewAsync(generation, signedOut, stopping);
                return broken with { IsFree = !isRenewed && ++waits <= ListOpener.MostWaits };
            case null when thrown is ListLostException:
                return broken;
            default:
                bool hadEnded = script.NeedsSignIn && await session.ProveAsync(generation, stopping); // that may be all that was wrong
                return broken with { NeedsPause = !hadEnded, Thrown = hadEnded ? null : thrown };
        }
    }

    /// <summary>
    /// The script must yield an item, or end, within four times REQUEST_TIMEOUT: a page that hangs would hold up the run's end for ever.
    /// </summary>
    private async Task<ReadingEnd> BoundedAsync(DiscoverySession session, IPage page, ListSupport care, int generation)
    {
        TimeSpan limit = plan.Settings.StepsTimeout;
        using StallClock stalled = new(limit, time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stalled.Over, stopping);
        await using CancellationTokenRegistration close = ending.Token.Register(() => _ = session.CloseAsync(page, "discovery hangs"));
        ListSupport whole = care with
        {
            Stand = stalled.Stand,
            Tell = tell,
            TurnAsync = async pages =>
            {
                await session.CollectAsync(page, pages);
                await (turn > TimeSpan.Zero && pages > 0 ? Task.Delay(turn, time, stopping) : Task.CompletedTask);
            },
        };
        try
        {
            return await ReadAsync(session, page, whole, generation, stalled)
                .EndedAsync(session.LossOf(page), Patience, time, ending.Token);
        }
        catch (Exception late) when (stalled.Over.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            await session.SuspectAsync(new TimeoutException("discovery hangs", late), stopping);
            return ReadingEnd.Broken($"no further item for {limit.TotalSeconds:0} s, four times REQUEST_TIMEOUT");
        }
    }

    private async Task<ReadingEnd> ReadAsync(DiscoverySession session, IPage page, ListSupport care, int generation, StallClock stalled)
    {
        ListPass pass = new(++readings, FirstPageAlone);
        await using ListOpener door = new(page, pass, care, time, stopping);
        try
        {
            if (!await ReadAsync(door, pass, stalled))
            {
                return new() { IsCutShort = true };
            }

            await door.EndAsync();
        }
        catch (FirstPageReadException)
        {
            return new() { IsCutShort = true };
        }
        catch (ListRepeatsException)
        {
            // What it has brought is all that it has; that it did not end is told.
        }
        catch (ItemEndedException ended) when (door.HasGivenUp)
        {
            return ReadingEnd.Broken(ScriptFault.Of(ended, page)) with { IsForGood = true };
        }

        if (pass.Pages > 0 && script.NeedsSignIn && !door.IsProven)
        {
            using IDisposable standing = stalled.Stand();
            if (await session.ProveAsync(generation, stopping))
            {
                return ReadingEnd.Broken("the session had ended while the list was read");
            }
        }

        return new()
            { Pass = pass, Again = pass is { IsBeyondFirstPage: true, Repeats: false }
            ? await WorthAsync(page, care, pass, stalled) : null };
    }

    private async Task<string?> WorthAsync(IPage page, ListSupport care, ListPass pass, StallClock stalled) =>
        pass.Count.HasMoved ? "the list has changed while it was read"
        : pass.Count.Contradiction(found: 0)
            ?? (await HasFirstPageChangedAsync(page, care, pass, stalled) ? "the list has changed while it was read" : null);

    private async Task<bool> HasFirstPageChangedAsync(IPage page, ListSupport care, ListPass pass, StallClock stalled)
    {
        ListPass again = new(++readings, firstPageAlone: true);
        await using ListOpener door = new(page, again, care, time, stopping);
        try
        {
            if (!await ReadAsync(door, again, stalled))
            {
                return false;
            }
        }
        catch (FirstPageReadException)
        {
            // As it should be.
        }

        return !again.FirstPage.SetEquals(pass.FirstPage);
    }

    /// <returns>False where the run needs no more.</returns>
    private async Task<bool> ReadAsync(ListOpener door, ListPass pass, StallClock stalled)
    {
        await foreach (WorkItem row in script.DiscoverAsync(new DiscoveryContext(door, stopping)).WithCancellation(stopping))
        {
            stalled.Restart();
            if (!await take(row, pass))
            {
                return false;
            }
        }

        return true;
    }

    private async Task WaitUntilAsync(DateTimeOffset due)
    {
        TimeSpan pause = due - time.GetUtcNow();
        await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, time, stopping);
    }
}
