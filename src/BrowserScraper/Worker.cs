using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Pages;
using BrowserScraper.Queue;

namespace BrowserScraper;

/// <summary>Takes items from the queue, one after the other, until there are none or the run is stopped. Runs once per page.</summary>
internal sealed class Worker(
    JobPlan plan, JobLedger ledger, Accounts accounts, AccountSeat seat, BrowserRenewal renewal, Downloads downloads, RunControl control,
    TimeProvider time)
{
    private readonly ItemRunner runner = new(plan.Script, ledger.FoundAsync, plan.Settings.ItemTimeout, time);
    private readonly RetryRules rules = new(plan.Settings.MaxRetries, plan.Settings.BackoffFactor, time);

    public async Task RunAsync()
    {
        try
        {
            if (seat.Session.Generation == 0)
            {
                await seat.Session.RenewAsync(seen: 0, why: null, control.Stopping);
            }

            await foreach (ClaimedItem claimed in ledger.Queue.ClaimAllAsync(control.Stopping))
            {
                await using (claimed) // given back untouched unless settled
                {
                    await seat.Session.ReadyAsync(control.Stopping);
                    int generation = seat.Session.Generation;
                    ItemOutcome outcome = await WorkAsync(claimed, generation);
                    await AfterAsync(claimed.Item, outcome, generation);
                }
            }
        }
        catch (OperationCanceledException) when (control.Stopping.IsCancellationRequested)
        {
            // The item was given back; the checkpoint has it as still to do.
        }
        catch (RunStopException refused) when (accounts.TrySetAside(seat, refused))
        {
            // The item was given back; the workers of other accounts go on with it.
        }
        catch (Exception exception) when (exception is RunStopException or IOException) // IOException: checkpoint or records
        {
            // The other workers cannot go on either.
            control.Stop((exception as RunStopException)?.Reason ?? StopReason.MachineLacks, exception.Message, grace: TimeSpan.Zero);
        }
    }

    private async Task<ItemOutcome> WorkAsync(ClaimedItem claimed, int generation)
    {
        using IDisposable use = await renewal.BeginItemAsync(control.Stopping);
        await using PageLease lease = await seat.Pages.RentAsync(control.Aborting);
        long started = time.GetTimestamp();
        int attempt = claimed.Tally.NextAttempt;
        ledger.Started(claimed, lease.Number);
        using AttemptFiles files = downloads.Begin(claimed.Item, attempt, seat.Session.Tokens);
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
        return outcome;
    }

    private async Task AfterAsync(WorkItem item, ItemOutcome outcome, int generation)
    {
        if (outcome is ItemOutcome.SignedOut)
        {
            await seat.Session.RenewAsync(generation, $"{item.Key} ({outcome.Reason})", control.Stopping);
        }

        await renewal.RenewIfDueAsync(control.Stopping);
    }

    /// <summary>Somebody has signed in since: the session had ended under this attempt, too, and a look at the site no longer shows it.</summary>
    private async Task<bool> IsRenewedAsync(int generation)
    {
        await seat.Session.ReadyAsync(control.Aborting);
        return seat.Session.Generation != generation;
    }
}
