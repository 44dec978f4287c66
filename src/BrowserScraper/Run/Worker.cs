using BrowserScraper.Accounts;
using BrowserScraper.Attempts;
using BrowserScraper.Browsers;
using BrowserScraper.Evidence;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Pages;
using BrowserScraper.Planning;
using BrowserScraper.Queue;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using Microsoft.Playwright;

namespace BrowserScraper.Run;

/// <summary>Takes items from the queue, one after the other, until there are none or it is to end. Runs once.</summary>
internal sealed class Worker(
    JobPlan plan, JobLedger ledger, WorkQueue queue, AccountPool accounts, AccountLease account, BrowserRenewal renewal,
    Downloads downloads,
    SessionRules sessions, HeldItems heldItems, EvidenceFolder evidence,
    TraceRecorder traces, GroupDeadlines groups, YieldGuard guard, Faults faults, RunControl control, TimeProvider time)
{
    private static readonly TimeSpan GraceAtLowYield = TimeSpan.FromSeconds(10);

    private readonly ItemRunner runner = new(
        plan.Script, sessions, ledger.FoundAsync, plan.Settings.ItemTimeout, plan.Settings.SourceTimeout, time);
    private readonly RetryRules rules = new(plan.Settings.MaxRetries, plan.Settings.BackoffFactor, time, sessions.Hosts);

    /// <param name="leaving">Cancelled when it is to begin no further item; also when the run is stopped.</param>
    public async Task RunAsync(CancellationToken leaving)
    {
        try
        {
            if (account.Session.Generation == 0)
            {
                await account.Session.RenewAsync(seen: 0, why: null, control.Stopping);
            }

            await foreach (ClaimedItem claimed in queue.ClaimAllAsync(leaving))
            {
                await using (claimed) // given back untouched unless settled
                {
                    await WorkSafelyAsync(claimed);
                }

                groups.Released(claimed.Item);
            }
        }
        catch (OperationCanceledException) when (control.Stopping.IsCancellationRequested)
        {
            // The item was given back; the checkpoint has it as still to do.
        }
        catch (RunStopException refused) when (accounts.TrySetAside(account, refused))
        {
            // The item was given back; the workers of other accounts go on with it.
        }
        catch (Exception exception) when (exception is RunStopException or IOException) // IOException: checkpoint or records
        {
            // The other workers cannot go on either.
            faults.Stop("a worker", exception);
        }
    }

    /// <summary>What comes after an item's end, and throws, must not take its worker away; before that, nobody could work.</summary>
    private async Task WorkSafelyAsync(ClaimedItem claimed)
    {
        try
        {
            await WorkAsync(claimed);
        }
        catch (Exception fault) when (claimed.IsReleased && IsUnforeseen(fault))
        {
            faults.Tell($"what follows {claimed.Item.Key}", fault);
        }
    }

    private async Task WorkAsync(ClaimedItem claimed)
    {
        if (ledger.Cancels.Begin(claimed.Item.Key) is not { } cancelled)
        {
            if (await claimed.SkipAsync())
            {
                await ledger.WithdrawnAsync(claimed.Item);
            }

            return;
        }

        try
        {
            await WorkInTurnAsync(claimed, cancelled);
            await renewal.RenewIfDueAsync(control.Stopping);
        }
        finally
        {
            ledger.Cancels.End(claimed.Item.Key);
        }
    }

    private async Task WorkInTurnAsync(ClaimedItem claimed, CancellationToken cancelled)
    {
        // Before anything else is held: who is at work meanwhile may wait for the browser.
        using IDisposable turn = RetryRules.IsSuspect(claimed.Tally)
            ? await account.Attempts.StopAllAsync(control.Stopping) : await account.Attempts.BeginAsync(control.Stopping);
        await account.Session.ReadyAsync(control.Stopping);
        await WorkAsync(claimed, account.Session.Generation, cancelled);
    }

    private async Task WorkAsync(ClaimedItem claimed, int generation, CancellationToken cancelled)
    {
        using IDisposable use = await renewal.BeginItemAsync(control.Stopping);
        PageLease lease = await account.Pages.RentAsync(control.Aborting);
        IBrowser? browser = lease.Page.Context.Browser;
        await using (lease)
        {
            try
            {
                await WorkAsync(claimed, generation, lease, cancelled);
            }
            catch (Exception fault) when (!claimed.IsReleased && IsUnforeseen(fault))
            {
                await FailAsync(claimed, lease, fault);
            }
        }

        if (lease.IsStuck)
        {
            await renewal.OnStuckPageAsync(browser, $"{claimed.Item.Key}: its page could not be ended", control.Stopping);
        }
    }

    private async Task WorkAsync(ClaimedItem claimed, int generation, PageLease lease, CancellationToken cancelled)
    {
        long started = time.GetTimestamp();
        int attempt = claimed.Tally.NextAttempt;
        AttemptEnds ends = new(groups.Begin(claimed.Item), cancelled, control.Aborting) { Lost = claimed.Lost };
        ledger.Started(claimed, lease.Number);
        using AttemptFiles files = downloads.Begin(claimed.Item, attempt, account.Session.Tokens);
        AttemptEvidence taken = new(evidence, claimed.Item, attempt, () => lease.Diary.Lines, time);
        bool isLast = attempt > 1 && claimed.Tally.Attempts == plan.Settings.MaxRetries;
        PageTrace? trace = isLast ? await traces.BeginAsync(lease.Page) : null;
        ItemOutcome outcome = await runner.RunAsync(claimed.Item, attempt, lease, files, taken, ends);
        TimeSpan took = time.GetElapsedTime(started);
        TellFault(claimed.Item, taken.Fault);
        outcome = await CheckedAsync(claimed.Item, outcome, generation);
        if (outcome is ItemOutcome.Done { IsProven: false } done)
        {
            heldItems.Hold(
                new(await claimed.HoldAsync(), account, generation, lease.Number, done, files.Keep(), took, time.GetTimestamp()));
            return;
        }

        Verdict verdict = rules.Decide(outcome, claimed.Tally, control.Aborting.IsCancellationRequested);
        if (verdict.RetirePage)
        {
            lease.Retire();
        }

        string? kept = await KeepAsync(taken, trace, claimed.Item, outcome);
        await ledger.CommitAsync(claimed, lease.Number, outcome, verdict, files, took, kept);
        StopAtLowYield(outcome, taken.Fault);
    }

    /// <summary>
    /// The outcome with what looks at the session make of it: only two looks at the home page tell a sign-out from an answer that only
    /// looks like one.
    /// </summary>
    private async Task<ItemOutcome> CheckedAsync(WorkItem item, ItemOutcome outcome, int generation)
    {
        if (outcome is ItemOutcome.BadFile or ItemOutcome.SiteChanged or ItemOutcome.Failed or ItemOutcome.Done { IsProven: false }
            && await IsRenewedAsync(generation))
        {
            return new ItemOutcome.SignedOut(outcome is ItemOutcome.Done ? "the session had ended" : outcome.Reason);
        }

        if (outcome is ItemOutcome.SignedOut signedOut
            && !await account.Session.RenewAsync(generation, $"{item.Key} ({signedOut.Reason})", control.Stopping))
        {
            sessions.Findings.Held(item.Key, signedOut.Cause ?? new(SuspicionKind.Answer, ""));
            return signedOut with { IsStale = true };
        }

        return outcome;
    }

    /// <summary>
    /// The attempt threw outside of the script: in the record, the files, the evidence. It fails alone; where that cannot be noted either,
    /// the run ends.
    /// </summary>
    private async Task FailAsync(ClaimedItem claimed, PageLease lease, Exception fault)
    {
        TellFault(claimed.Item, fault);
        int attempt = claimed.Tally.NextAttempt;
        AttemptEvidence taken = new(evidence, claimed.Item, attempt, () => lease.Diary.Lines, time) { Fault = fault };
        await taken.TakeAsync(lease.Page);
        lease.Retire();
        ItemOutcome failed = new ItemOutcome.Failed(FaultText.Of(fault));
        Verdict verdict = rules.Decide(failed, claimed.Tally, control.Aborting.IsCancellationRequested);
        using AttemptFiles none = downloads.Begin(claimed.Item, attempt, account.Session.Tokens);
        await ledger.CommitAsync(claimed, lease.Number, failed, verdict, none, TimeSpan.Zero, await taken.KeepAsync(failed));
        StopAtLowYield(failed, fault);
    }

    private void StopAtLowYield(ItemOutcome outcome, Exception? fault)
    {
        if (plan.Settings.YieldGuard && guard.Count(outcome, fault) is { } why)
        {
            control.Stop(
                StopReason.LowYield, plan.Settings.EvidenceBytes > 0
                ? $"{why}: {evidence.Root}" : $"{why} (EVIDENCE_MB=0 keeps nothing of them)", GraceAtLowYield);
        }
    }

    /// <summary>What a site or a browser does is no fault of the script.</summary>
    private void TellFault(WorkItem item, Exception? fault)
    {
        if (FaultText.IsScripts(fault))
        {
            faults.Tell($"{plan.Script.Name}, {item.Key}", fault);
        }
    }

    /// <summary>Not what ends the run, and has its own way to do so.</summary>
    private bool IsUnforeseen(Exception fault) =>
        fault is not (RunStopException or IOException)
            && !(fault is OperationCanceledException && control.Stopping.IsCancellationRequested);

    /// <summary>A failure leaves evidence, and an item that is done after all leaves none.</summary>
    private async Task<string?> KeepAsync(AttemptEvidence taken, PageTrace? trace, WorkItem item, ItemOutcome outcome)
    {
        bool isFailure = outcome
            is not (ItemOutcome.Done or ItemOutcome.Skipped or ItemOutcome.SignedOut or ItemOutcome.Throttled or ItemOutcome.Unreachable
            or ItemOutcome.Interrupted);
        await (trace is null ? Task.CompletedTask : isFailure ? trace.KeepAsync(item) : trace.DropAsync());
        if (outcome is ItemOutcome.Done or ItemOutcome.Skipped)
        {
            evidence.Forget(item);
        }

        return isFailure ? await taken.KeepAsync(outcome) : null;
    }

    /// <summary>
    /// Somebody has signed in since: the session had ended under this attempt, too, and a look at the site no longer shows it.
    /// </summary>
    private async Task<bool> IsRenewedAsync(int generation)
    {
        await account.Session.ReadyAsync(control.Aborting);
        return account.Session.Generation != generation;
    }
}
