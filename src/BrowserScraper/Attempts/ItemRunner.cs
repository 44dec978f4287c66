using System.Text.Json;
using BrowserScraper.Browsers;
using BrowserScraper.Evidence;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Pages;
using BrowserScraper.Session;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Attempts;

/// <summary>One attempt at one item: runs the script against its deadline, and says how it ended.</summary>
internal sealed class ItemRunner(
    SiteScript script, SessionRules rules, Func<WorkItem, ValueTask> add, TimeSpan limit, TimeSpan? groupLimit, TimeProvider time)
{
    /// <summary>
    /// How long a script that was told to end is waited for: its page is closed meanwhile, and it has no files to write to after that.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Why an attempt is ended whose item another machine may have by now.</summary>
    internal const string ClaimLost = "its claim was lost";

    private static readonly TimeSpan CrashDelay = TimeSpan.FromMilliseconds(500);

    private readonly Navigation navigation = new(rules);

    /// <summary>How records are written. Default: as they stand in <c>records.jsonl</c>.</summary>
    public Func<object, JsonElement> Records { get; init; } = RecordForm.Of;

    /// <param name="item">The item.</param>
    /// <param name="attempt">The attempt's number.</param>
    /// <param name="lease">Its page.</param>
    /// <param name="files">Where its files go.</param>
    /// <param name="evidence">What is kept where it fails.</param>
    /// <param name="ends">What may end it early.</param>
    /// <exception cref="RunStopException">Nothing can go on, such as when the disk is full.</exception>
    public async Task<ItemOutcome> RunAsync(
        WorkItem item, int attempt, PageLease lease, AttemptFiles files, AttemptEvidence evidence, AttemptEnds ends)
    {
        using CancellationTokenSource overBudget = new(limit, time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(
            [overBudget.Token, ends.GroupOver, ends.Cancelled, ends.Abort, ends.Lost]);
        IPage page = lease.Page;
        DateTimeOffset begun = time.GetUtcNow();
        await using CancellationTokenRegistration close = ending.Token.Register(() =>
        {
            if (ends.Abort.IsCancellationRequested)
            {
                lease.Abort("the run was stopped");
            }
            else if (ends.Lost.IsCancellationRequested)
            {
                lease.Abort(ClaimLost);
            }
            else if (ends.Cancelled.IsCancellationRequested)
            {
                lease.Abort("the item was cancelled");
            }
            else
            {
                lease.Abort(ends.GroupOver.IsCancellationRequested ? "SOURCE_TIMEOUT" : "ITEM_TIMEOUT", () => evidence.TakeLateAsync(page));
            }
        });
        SessionGuard guard = await rules.GuardAsync(page, item.Key);
        ItemContext context = new(item, attempt, lease.Page, navigation, guard, files, add, ending.Token);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        Task watching = rules.IsNeeded ? guard.WatchAsync(_ => lease.End(), over.Token) : Task.CompletedTask;
        try
        {
            // what it was shown before may lie there still
            await using PageCache cache = attempt > 1 ? await PageCache.BypassAsync(page, time) : PageCache.Used;
            ItemOutcome outcome = await Task.Run(() => TryAsync(context, lease, guard, files, evidence, begun), CancellationToken.None)
                .EndedAsync(PageLoss.Of(page), Patience, time, ending.Token);
            ending.Token.ThrowIfCancellationRequested(); // what comes after the end does not count
            return outcome is ItemOutcome.SignedOut refused && !script.NeedsSignIn ? new ItemOutcome.Rejected(refused.Reason) : outcome;
        }
        catch (RunStopException)
        {
            throw;
        }
        catch (Exception) when (ends.Abort.IsCancellationRequested)
        {
            return new ItemOutcome.Interrupted("the run was stopped");
        }
        catch (Exception) when (ends.Lost.IsCancellationRequested)
        {
            return new ItemOutcome.Interrupted(ClaimLost);
        }
        catch (Exception) when (ends.Cancelled.IsCancellationRequested)
        {
            return new ItemOutcome.Skipped("cancelled");
        }
        catch (Exception) when (ends.GroupOver.IsCancellationRequested)
        {
            return new ItemOutcome.TimedOut(groupLimit ?? TimeSpan.Zero, "SOURCE_TIMEOUT", IsFinal: true);
        }
        catch (Exception) when (overBudget.IsCancellationRequested)
        {
            return new ItemOutcome.TimedOut(limit, "ITEM_TIMEOUT");
        }
        catch (Exception) when (guard.Ended is not null)
        {
            return guard.Ended;
        }
        catch (Exception exception)
        {
            if (await LossAsync(lease, exception) is { } loss)
            {
                return new ItemOutcome.Interrupted(loss);
            }

            if (rules.Visits.Read(page, item.Address, exception, begun) is ItemOutcome.Unreachable away)
            {
                return away;
            }

            evidence.Fault = exception;
            await evidence.TakeAsync(page);
            return new ItemOutcome.Failed(FirstLine(exception));
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    }

    private async Task<ItemOutcome> TryAsync(
        ItemContext context, PageLease lease, SessionGuard guard, AttemptFiles files, AttemptEvidence evidence, DateTimeOffset begun)
    {
        ItemOutcome outcome;
        try
        {
            outcome = (await script.ProcessAsync(context)).Outcome;
            if (outcome is ItemOutcome.Done { Record: not null } && !guard.HasDocument && !files.HasBegun)
            {
                throw new InvalidOperationException(
                    "the script returned a record without having opened or fetched anything: begin with context.OpenAsync()");
            }

            if (outcome is ItemOutcome.Done done && guard.Ended is null)
            {
                await guard.FinishAsync();
                outcome = done with { IsProven = guard.IsProven, Record = Written(done.Record) };
            }
        }
        catch (ItemEndedException ended)
        {
            evidence.Fault = ended;
            bool mayBeLost = guard.Ended is null && FaultText.Causes(ended).Any(BrowserLoss.MayBe);
            outcome = mayBeLost && await LossAsync(lease, ended) is { } loss ? new ItemOutcome.Interrupted(loss) : ended.Outcome;
        }
        catch (TimeoutException late) when (!context.Ending.IsCancellationRequested && !PageLoss.Of(context.Page).IsCompleted)
        {
            evidence.Fault = late;
            outcome = rules.Visits.Read(context.Page, context.Item.Address, late, begun) ?? new ItemOutcome.Failed(FirstLine(late));
        }

        if (guard.Ended is { } seen)
        {
            return seen;
        }

        if (outcome is ItemOutcome.Done)
        {
            rules.Visits.Served(context.Page, begun);
        }

        outcome = (outcome is ItemOutcome.SiteChanged ? rules.Visits.Shown(context.Page, context.Item.Address, begun) : null) ?? outcome;
        if (outcome is ItemOutcome.BadFile or ItemOutcome.SiteChanged or ItemOutcome.Failed or ItemOutcome.Rejected)
        {
            await evidence.TakeAsync(context.Page); // the look for a sign-out leads away from it
        }

        if (outcome is ItemOutcome.SiteChanged changed && await guard.LacksMarkAsync())
        {
            outcome = changed with { IsUnproven = true };
        }

        try
        {
            return await IsSignedOutAsync(outcome, guard, context)
                ? new ItemOutcome.SignedOut(outcome.Reason) { Cause = new(SuspicionKind.Failure, outcome.Name) } : outcome;
        }
        catch (ItemEndedException away) when (away.Outcome is ItemOutcome.Unreachable)
        {
            return away.Outcome; // what was missing on the page may be missing because of that
        }
    }

    /// <summary>
    /// A failure may only mean that the session has ended; the home page tells for certain, whatever the item's page shows.
    /// </summary>
    private async Task<bool> IsSignedOutAsync(ItemOutcome outcome, SessionGuard guard, ItemContext context)
    {
        bool mayBe = outcome is ItemOutcome.BadFile or ItemOutcome.SiteChanged or ItemOutcome.Failed
            // what only a signed-in user is told counts only from such a page
            || (!guard.IsProven && outcome is ItemOutcome.Rejected or ItemOutcome.Skipped);
        if (!script.NeedsSignIn || !mayBe || context.Ending.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            IResponse? answer = await rules.Visits.GoAsync(context.Page, script.Home, WaitUntilState.DOMContentLoaded);
            return answer is { Ok: true }
                && await rules.Look.SeeAsync(context.Page) is not (SessionView.SignedIn or SessionView.Wall or SessionView.Nothing);
        }
        catch (Exception exception)
            when (exception is PlaywrightException or TimeoutException or ItemEndedException { Outcome: ItemOutcome.Failed }
            && !context.Page.IsClosed)
        {
            return false; // nothing more is known than that the item failed
        }
    }

    /// <summary>
    /// Why the page was lost, or null. A crash fails the call under way before it is told as a crash, so it gets a moment; who
    /// has made an outcome of that call's failure did not know of it.
    /// </summary>
    private async Task<string?> LossAsync(PageLease lease, Exception exception)
    {
        Exception[] causes = [.. FaultText.Causes(exception)];
        if (causes.Any(each => each is PlaywrightException or ObjectDisposedException))
        {
            await Task.WhenAny(lease.Lost, PageLoss.Of(lease.Page), Task.Delay(CrashDelay, time));
        }

        if (lease.Lost.IsCompletedSuccessfully)
        {
            return lease.Lost.Result;
        }

        return exception is ObjectDisposedException || (causes.Any(BrowserLoss.MayBe) && PageLoss.Of(lease.Page).IsCompleted)
            ? PageLoss.Gone : null;
    }

    // What cannot be written as JSON is a fault of this attempt, while its page can still be looked at.
    private JsonElement? Written(object? record) => record is null ? null : Records(record);

    // Playwright's messages say enough; whoever else throws is named.
    private static string FirstLine(Exception exception) =>
        exception is PlaywrightException or TimeoutException ? FaultText.Placed(exception) : FaultText.Of(exception);
}
