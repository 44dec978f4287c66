using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Steering;

namespace BrowserScraper.Discovery;

/// <summary>
/// Gets a run its items: from the site's list, or from what the operator has given in its place, or from what is known; and besides from
/// the job's <see cref="Inbox"/>, for as long as the run lasts. Runs once.
/// </summary>
internal sealed class ItemSources(
    JobPlan plan, JobFolder folder, JobLedger ledger, RunSteering steering, RunControl control, RunEventStream events, TimeProvider time)
{
    /// <summary>The lease of whoever reads the site's list.</summary>
    private const string List = "list";

    private const int MostToldLines = 5;

    private static readonly TimeSpan InboxInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HolderInterval = TimeSpan.FromSeconds(1);

    private readonly Gate<Inbox> door = new();
    private bool inboxIsTold;

    /// <param name="discovery">Reads the site's list; not asked where there is input, or the run is for known items.</param>
    public async Task RunAsync(ListDiscovery discovery)
    {
        Task watching = Task.CompletedTask;
        try
        {
            await ledger.QueueUnfinishedAsync(control.Stopping);
            door.Open(new(folder.Root));
            watching = WatchAsync();
            await (plan switch
            {
                { Only: { } only } => ledger.DiscoverNothingAsync(only),
                { Input: { } input } => ReadAsync(input),
                _ => ReadListAsync(discovery),
            });
            await EmptyInboxAsync();
        }
        finally
        {
            await ledger.CompleteAddingAsync();
        }

        await watching;
        if (new Inbox(folder.Root).HasMail)
        {
            events.Publish(new RunEvent.Notice("INBOX: items were added while the run was ending; they wait for the next one"));
        }
    }

    /// <summary>
    /// Reads the site's list, where no other machine of the run does; else waits beside the work until that one has come to its end, or is
    /// gone. The run's end waits for this one, too: nobody else may be left to read on.
    /// </summary>
    private async Task ReadListAsync(ListDiscovery discovery)
    {
        long started = time.GetTimestamp();
        Task<bool> taken = ledger.TakeLeaseAsync(List, control.Stopping);
        await TellHolderAsync(taken);
        if (!taken.IsCanceled && await taken)
        {
            bool isDone = false;
            try
            {
                isDone = await discovery.RunAsync();
            }
            finally
            {
                await ledger.EndLeaseAsync(List, isDone);
            }
        }
        else
        {
            events.Publish(
                new RunEvent.DiscoveryEnded(0, time.GetElapsedTime(started), null, taken.IsCanceled) { WasElsewhere = true });
        }
    }

    private async Task TellHolderAsync(Task<bool> taken)
    {
        for (string? told = null; !taken.IsCompleted;)
        {
            if (await ledger.LeaseHolderAsync(List) is { } host && host != told)
            {
                told = host;
                events.Publish(new RunEvent.Notice($"LIST: {host} reads the list"));
            }

            await Task.WhenAny(taken, Task.Delay(HolderInterval, time));
        }
    }

    private async Task ReadAsync(IAsyncEnumerable<InputLine> input)
    {
        long started = time.GetTimestamp();
        int found = 0;
        int refused = 0;
        try
        {
            await foreach (InputLine line in input.WithCancellation(control.Stopping))
            {
                if (ItemOf(line) is { } item)
                {
                    found++;
                    await ledger.FoundAsync(item);
                }
                else if (++refused <= MostToldLines)
                {
                    Refuse(line);
                }

                if (ledger.IsFull)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (control.Stopping.IsCancellationRequested)
        {
            // What was not read is the operator's still.
        }

        if (refused > MostToldLines)
        {
            events.Publish(
                new RunEvent.Notice($"INPUT: and {Counted.Of(refused - MostToldLines, "more line is", "more lines are")} left out"));
        }

        events.Publish(
            new RunEvent.DiscoveryEnded(
                found, time.GetElapsedTime(started), null, control.Stopping.IsCancellationRequested || ledger.IsFull)
                    { Refused = refused });
    }

    /// <summary>Looks into the inbox each second, until every item is settled or the run is stopped.</summary>
    private async Task WatchAsync()
    {
        using PeriodicTimer timer = new(InboxInterval, time);
        while (!ledger.Completed.IsCompleted && !control.Stopping.IsCancellationRequested)
        {
            Task<bool> tick = timer.WaitForNextTickAsync().AsTask();
            await EmptyInboxAsync();
            await Task.WhenAny(tick, ledger.Completed);
        }
    }

    private Task<bool> EmptyInboxAsync() => door.AskAsync(EmptyAsync, otherwise: false);

    private async Task<bool> EmptyAsync(Inbox inbox)
    {
        try
        {
            await inbox.TakeAsync(AdmitAsync, text => events.Publish(new RunEvent.Notice(text)));
            inboxIsTold = false;
            return true;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException and not CheckpointException)
        {
            if (!inboxIsTold)
            {
                inboxIsTold = true;
                events.Publish(new RunEvent.Notice($"INBOX: {inbox.Folder} cannot be read ({exception.Message}); what lies there waits"));
            }

            return false;
        }
    }

    private async Task AdmitAsync(IReadOnlyList<InputLine> lines)
    {
        WorkItem?[] items = [.. lines.Select(ItemOf)];
        foreach (InputLine line in lines.Where((_, index) => items[index] is null).Take(MostToldLines))
        {
            Refuse(line);
        }

        Admission admitted = await steering.AdmitAsync([.. items.OfType<WorkItem>()]);
        string known = admitted.Known > 0 ? $", {admitted.Known} were known" : "";
        string left = admitted.Left > 0 ? $", {admitted.Left} are for a further run" : "";
        events.Publish(new RunEvent.Notice($"ADDED: {admitted.Added} {(admitted.Added == 1 ? "item" : "items")}{known}{left}"));
    }

    private WorkItem? ItemOf(InputLine line) =>
        plan.Script.ItemOf(plan.Logins.Taken(line.Input)) is { } item ? item with { Priority = line.Priority } : null;

    private void Refuse(InputLine line) => events.Publish(new RunEvent.Notice(
        $"INPUT: '{AddressLogin.RemovedFrom(line.Input)}' is left out: {plan.Script.Name} takes {plan.Script.Input ?? "no input"}"));
}
