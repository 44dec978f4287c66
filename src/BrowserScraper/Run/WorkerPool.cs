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
    AccountPool accounts, Func<AccountLease, Worker> hire, IWorkQueue queue, Faults faults, RunControl control, RunEventStream events)
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
            pages = accounts.All.Sum(seat => seat.PageCount);
            if (control.Pages is { } || control.IsPaused)
            {
                Resize(control.Pages ?? pages);
                return;
            }

            foreach (AccountLease seat in accounts.All)
            {
                Hire(seat, seat.PageCount);
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
        int working = wasPaused ? 0 : wanted;
        Forget(members.FindAll(member => member.Work.IsCompleted));
        AccountLease[] seats = [.. accounts.All.Where(seat => !accounts.IsSetAside(seat))];
        for (int index = 0; index < seats.Length; index++)
        {
            // Shared out as evenly as at the start; a seat without a page would be an account that nobody uses.
            _ = faults.ToldAsync(
                "the number of pages", seats[index].Pages.SetCountAsync((wanted + seats.Length - 1 - index) / seats.Length));
            Hire(seats[index], (working + seats.Length - 1 - index) / seats.Length);
        }

        queue.SetPages(Math.Max(1, wanted));
        queue.LearnPace(wasAuto);
        events.Publish(
            new RunEvent.Steered(wasPaused, pages)
                { Before = before, Auto = control.Auto is { } bounds ? $"{bounds.Least}-{bounds.Most}" : null, Why = control.Why });
    }

    /// <summary>Sees to it that so many work for an account.</summary>
    private void Hire(AccountLease seat, int count)
    {
        Member[] own = [.. members.Where(member => member.Seat == seat && !member.Leaving.IsCancellationRequested)];
        foreach (Member surplus in own.Skip(count))
        {
            surplus.Leaving.Cancel();
        }

        for (int number = own.Length; number < count; number++)
        {
            CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(control.Stopping);
            Worker worker = hire(seat);
            members.Add(new(seat, leaving, faults.NeededAsync("a worker", Task.Run(() => worker.RunAsync(leaving.Token)))));
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

    private sealed record Member(AccountLease Seat, CancellationTokenSource Leaving, Task Work);
}
