using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Pages;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Session;

namespace BrowserScraper;

/// <summary>Takes items from the queue, one after the other, until there are none or the run is stopped. Runs once per page.</summary>
internal sealed class Worker(
    JobPlan plan, JobLedger ledger, BrowserSession session, PagePool pages, Downloads downloads, RunControl control, RunEventStream events, TimeProvider time)
{
    private readonly ItemRunner runner = new(plan.Script, ledger.FoundAsync, plan.Settings.ItemTimeout, time);
    private readonly RetryRules rules = new(plan.Settings.MaxRetries, plan.Settings.BackoffFactor, time);

    public async Task RunAsync()
    {
        try
        {
            await foreach (ClaimedItem claimed in ledger.Queue.ClaimAllAsync(control.Stopping))
            {
                await using (claimed) // given back untouched unless settled
                {
                    await session.ReadyAsync(control.Stopping);
                    await using PageLease lease = await pages.RentAsync(control.Aborting);
                    await WorkAsync(claimed, lease);
                }
            }
        }
        catch (OperationCanceledException) when (control.Stopping.IsCancellationRequested)
        {
            // The item was given back; the checkpoint has it as still to do.
        }
        catch (Exception exception) when (exception is RunStopException or IOException) // IOException: checkpoint or records
        {
            // The other workers cannot go on either.
            control.Stop((exception as RunStopException)?.Reason ?? StopReason.MachineLacks, exception.Message, grace: TimeSpan.Zero);
        }
    }

    private async Task WorkAsync(ClaimedItem claimed, PageLease lease)
    {
        long started = time.GetTimestamp();
        int generation = session.Generation;
        int attempt = claimed.Tally.NextAttempt;
        ledger.Started(claimed, lease.Number);
        using AttemptFiles files = downloads.Begin(claimed.Item, attempt);
        ItemOutcome outcome = await runner.RunAsync(claimed.Item, attempt, lease, files, control.Aborting);
        if (outcome is ItemOutcome.BadFile or ItemOutcome.SiteChanged or ItemOutcome.Failed && await IsRenewedAsync(generation))
        {
            outcome = new ItemOutcome.SignedOut(outcome.Reason);
        }

        Verdict verdict = rules.Decide(outcome, claimed.Tally, control.Aborting.IsCancellationRequested);
        if (verdict.RetirePage)
        {
            lease.Retire();
        }

        await ledger.CommitAsync(claimed, lease.Number, outcome, verdict, files, time.GetElapsedTime(started));
        if (outcome is ItemOutcome.SignedOut)
        {
            events.Publish(new RunEvent.Notice($"SIGNED OUT: {claimed.Item.Key} ({outcome.Reason}); signing in once for all pages"));
            await session.RenewAsync(generation, control.Stopping);
        }
    }

    /// <summary>Somebody has signed in since: the session had ended under this attempt, too, and a look at the site no longer shows it.</summary>
    private async Task<bool> IsRenewedAsync(int generation)
    {
        await session.ReadyAsync(control.Aborting);
        return session.Generation != generation;
    }
}
