using BrowserScraper.Items;
using BrowserScraper.Pages;
using BrowserScraper.Progress;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper;

/// <summary>Finds out what is there, on a page of its own, while workers already work. Starts over after a sign-out or a failure.</summary>
internal sealed class Discovery(
    JobPlan plan, JobLedger ledger, Accounts accounts, BrowserRenewal renewal, RunControl control, RunEventStream events, TimeProvider time)
{
    private const int Tries = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SiteScript script = plan.Script;
    private readonly Navigation navigation = new(plan.Rules(text => events.Publish(new RunEvent.Notice(text)), time));
    private readonly HashSet<string> found = new(StringComparer.Ordinal);

    public async Task RunAsync()
    {
        long started = time.GetTimestamp();
        renewal.IsHeld = true;
        string? failure = "it did not begin";
        try
        {
            for (int attempt = 1; failure is not null && attempt <= Tries && !control.Stopping.IsCancellationRequested; attempt++)
            {
                failure = await TryAsync();
            }
        }
        finally
        {
            renewal.IsHeld = false;
        }

        if (found.Count == 0 && failure is null && !control.Stopping.IsCancellationRequested)
        {
            events.Publish(new RunEvent.Notice($"DISCOVERY: the site's list shows nothing; are the address ({plan.UrlSetting}) and the script's own settings right?"));
        }

        events.Publish(new RunEvent.DiscoveryEnded(found.Count, time.GetElapsedTime(started), control.Stopping.IsCancellationRequested ? null : failure, control.Stopping.IsCancellationRequested || ledger.IsFull));
    }

    /// <returns>Null where the list was read to its end, or as far as this run needs it; else why not.</returns>
    private async Task<string?> TryAsync()
    {
        AccountSeat seat = accounts.Any;
        int generation = seat.Session.Generation;
        try
        {
            IPage page = await seat.Pages.OpenAsync("discovery", control.Stopping);
            try
            {
                return await TryAsync(seat, page);
            }
            finally
            {
                await seat.Pages.CloseAsync(page);
            }
        }
        catch (Exception) when (control.Stopping.IsCancellationRequested)
        {
            return "stopped";
        }
        catch (ItemEndedException ended) when (ended.Outcome is ItemOutcome.SignedOut)
        {
            await seat.Session.RenewAsync(generation, $"discovery ({ended.Message})", control.Stopping);
            return ended.Message;
        }
        catch (ItemEndedException ended) when (ended.Outcome is ItemOutcome.Throttled throttled)
        {
            TimeSpan pause = throttled.Until - time.GetUtcNow();
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, time, control.Stopping);
            return ended.Message;
        }
        catch (RunStopException refused) when (accounts.TrySetAside(seat, refused))
        {
            return refused.Message;
        }
        catch (Exception exception) when (exception is not RunStopException)
        {
            return exception.Message.Split('\n')[0];
        }
    }

    /// <summary>The script must yield an item, or end, within four times REQUEST_TIMEOUT: a page that hangs would hold up the run's end for ever.</summary>
    private async Task<string?> TryAsync(AccountSeat seat, IPage page)
    {
        using CancellationTokenSource stalled = new(plan.Settings.StepsTimeout, time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, control.Stopping);
        await using CancellationTokenRegistration close = ending.Token.Register(() => _ = seat.Pages.CloseAsync(page, why: "discovery hangs"));
        try
        {
            return await ReadAsync(seat.Pages, page, () => stalled.CancelAfter(plan.Settings.StepsTimeout)).EndedAsync(Patience, time, ending.Token);
        }
        catch (Exception late) when (stalled.IsCancellationRequested && !control.Stopping.IsCancellationRequested)
        {
            await seat.Session.SuspectAsync(new TimeoutException("discovery hangs", late), control.Stopping);
            return $"no further item for {plan.Settings.StepsTimeout.TotalSeconds:0} s, four times REQUEST_TIMEOUT";
        }
    }

    /// <returns>Null: the list was read as far as this run needs it.</returns>
    private async Task<string?> ReadAsync(PagePool pages, IPage page, Action alive)
    {
        DiscoveryContext context = new(page, navigation, await navigation.Rules.GuardAsync(page, "discovery"), lists => pages.CollectAsync(page, lists), control.Stopping);
        await foreach (WorkItem item in script.DiscoverAsync(context).WithCancellation(control.Stopping))
        {
            alive();
            RefuseBadKey(item);
            if (found.Add(item.Key))
            {
                await ledger.FoundAsync(item);
            }

            if (ledger.IsFull)
            {
                break;
            }
        }

        return null;
    }

    private void RefuseBadKey(WorkItem item)
    {
        if (item.Key.Length is 0 or > 200 || item.Key.Any(char.IsControl))
        {
            throw new RunStopException(StopReason.BadUsage, $"{script.Name}: an item's key must be 1 to 200 printable characters, and '{item.Key}' is not");
        }
    }
}
