using BrowserScraper.Accounts;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Steering;

namespace BrowserScraper.Run;

/// <summary>
/// The workers of a run, one a page. Follows <see cref="RunControl"/>: paused, none of them begins an item; with more pages further ones
/// begin, with fewer some end after the item that they have.
/// </summary>
internal sealed class WorkerPool(
    AccountPool accounts, Func<AccountLease, Worker> hire, WorkQueue queue, Faults faults, RunControl control, RunEventStream events)
{
    private readonly List<Member> members = [];
    private readonly Lock gate = new();
    private bool isOver;
    private int pages;
    private bool wasPaused;
    private bool wasAuto;

    /// <summary>Works until every item is settled, or the run is stopped, and nobody is at work any more.</summary>
    public async Task RunAsync()
    {
        Begin();
        control.Steered = Follow;
        accounts.Changed = RearrangeAsync;
        Follow(); // what was asked for meanwhile
        try
        {
            await queue.Completed.WaitAsync(control.Stopping);
        }
        catch (OperationCanceledException)
        {
            // Those who are at work see it, too.
        }

        List<Member> last = Dismissed();
        await Task.WhenAll(last.Select(member => member.Work));
        Forget(last);
    }

    private void Begin()
    {
        lock (gate)
        {
            pages = accounts.PageCount;
            if (accounts.AreShared && control.Pages is null && !control.IsPaused)
            {
                Arrange(pages, pages);
                queue.SetPages(Math.Max(1, pages));
                return;
            }

            if (control.Pages is { } || control.IsPaused)
            {
                Resize(control.Pages ?? pages);
                return;
            }

            queue.SetPages(Math.Max(1, pages));
            foreach (AccountLease account in accounts.All)
            {
                Hire(account, account.PageCount);
            }
        }
    }

    private void Follow()
    {
        lock (gate)
        {
            int wanted = control.Pages ?? pages;
            if (!isOver && (wanted != pages || control.IsPaused != wasPaused || control.Auto is not null != wasAuto))
            {
                Resize(wanted);
            }
        }
    }

    private void Resize(int wanted)
    {
        int before = pages;
        (pages, wasPaused, wasAuto) = (wanted, control.IsPaused, control.Auto is not null);
        Arrange(wanted, working: wasPaused ? 0 : wanted);
        queue.SetPages(Math.Max(1, wanted));
        queue.LearnPace(wasAuto);
        events.Publish(
            new RunEvent.Steered(wasPaused, pages)
                { Before = before, Auto = control.Auto is { } bounds ? $"{bounds.Least}-{bounds.Most}" : null, Why = control.Why });
    }

    /// <summary>The accounts are others now.</summary>
    /// <returns>Completes when nobody works for those that are gone.</returns>
    private Task RearrangeAsync()
    {
        lock (gate)
        {
            if (isOver)
            {
                return Task.CompletedTask;
            }

            Arrange(pages, control.IsPaused ? 0 : pages);
            Member[] gone = [.. members.Where(member => !accounts.All.Contains(member.Account))];
            foreach (Member each in gone)
            {
                each.Leaving.Cancel();
            }

            return Task.WhenAll(gone.Select(member => member.Work));
        }
    }

    private void Arrange(int wanted, int working)
    {
        Forget(members.FindAll(member => member.Work.IsCompleted));
        AccountLease[] all = [.. accounts.All.Where(account => !accounts.IsSetAside(account))];
        for (int index = 0; index < all.Length; index++)
        {
            // Shared out as evenly as at the start; one without a page would be an account that nobody uses.
            _ = faults.ToldAsync(
                "the number of pages", all[index].Pages.SetCountAsync((wanted + all.Length - 1 - index) / all.Length));
            Hire(all[index], (working + all.Length - 1 - index) / all.Length);
        }
    }

    /// <summary>Sees to it that so many work for an account.</summary>
    private void Hire(AccountLease account, int count)
    {
        Member[] own = [.. members.Where(member => member.Account == account && !member.Leaving.IsCancellationRequested)];
        foreach (Member surplus in own.Skip(count))
        {
            surplus.Leaving.Cancel();
        }

        for (int number = own.Length; number < count; number++)
        {
            CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(control.Stopping);
            Worker worker = hire(account);
            members.Add(new(account, leaving, faults.NeededAsync("a worker", Task.Run(() => worker.RunAsync(leaving.Token)))));
        }
    }

    private List<Member> Dismissed()
    {
        lock (gate)
        {
            isOver = true;
            return [.. members];
        }
    }

    private void Forget(List<Member> gone)
    {
        foreach (Member member in gone)
        {
            member.Leaving.Dispose();
            members.Remove(member);
        }
    }

    private sealed record Member(AccountLease Account, CancellationTokenSource Leaving, Task Work);
}
