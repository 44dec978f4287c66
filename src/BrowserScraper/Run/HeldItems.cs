using System.Threading.Channels;
using BrowserScraper.Accounts;
using BrowserScraper.Items;
using BrowserScraper.Queue;
using BrowserScraper.Steering;

namespace BrowserScraper.Run;

/// <summary>
/// Keeps what is done on pages that do not tell who is signed in, until a look at the home page that began later has shown that the same
/// session held; only then it is committed. Looks are due after so many items or so much time, and when nothing else is to do. Members may
/// be called concurrently.
/// </summary>
internal sealed class HeldItems : IAsyncDisposable
{
    /// <summary>A kill of the process repeats no more than these.</summary>
    internal const int Most = 50;

    /// <summary>So many looks running that prove nothing: more of them would not, either.</summary>
    internal const int MostInVain = 30;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly Channel<bool> come = Channel.CreateUnbounded<bool>();
    private readonly JobLedger ledger;
    private readonly WorkQueue queue;
    private readonly GroupDeadlines groups;
    private readonly Faults faults;
    private readonly RunControl control;
    private readonly TimeProvider time;
    private readonly Task proving;
    private List<HeldItem> held = [];
    private volatile bool isEnding;
    private int most = Most;
    private int inVain;

    public HeldItems(JobLedger ledger, WorkQueue queue, GroupDeadlines groups, Faults faults, RunControl control, TimeProvider time)
    {
        (this.ledger, this.queue, this.groups, this.faults, this.control, this.time) = (ledger, queue, groups, faults, control, time);
        proving = Task.Run(RunAsync);
    }

    /// <summary>Takes it over, its claim and its files.</summary>
    public void Hold(HeldItem item)
    {
        ledger.TellHeld(item);
        lock (gate)
        {
            held.Add(item);
        }

        come.Writer.TryWrite(true);
    }

    /// <summary>The workers have ended: what is held is proven, or given back.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    /// <exception cref="RunStopException">The site serves the same for several of them.</exception>
    public async ValueTask DisposeAsync()
    {
        isEnding = true;
        come.Writer.TryComplete();
        await proving;
        await ProveAsync();
    }

    private async Task RunAsync()
    {
        while (await come.Reader.WaitToReadAsync())
        {
            come.Reader.TryRead(out _);
            while (!isEnding && !IsDue() && IsAny())
            {
                await Task.Delay(Interval, time);
            }

            try
            {
                await ProveAsync();
            }
            catch (Exception exception) // or the run would wait for ever for what is held
            {
                faults.Stop("the proof of held items", exception);
            }
        }
    }

    private bool IsAny()
    {
        lock (gate)
        {
            return held.Count > 0;
        }
    }

    private bool IsDue()
    {
        lock (gate)
        {
            return held.Count >= most
                || (held.Count > 0 && time.GetElapsedTime(held[0].Since) >= Longest)
                || (held.Count > 0 && queue.Counts is { Ready: 0, Claimed: 0 });
        }
    }

    private async Task ProveAsync()
    {
        List<HeldItem> taken;
        lock (gate)
        {
            (taken, held) = (held, []);
        }

        foreach (IGrouping<AccountLease, HeldItem> account in taken.GroupBy(item => item.Account))
        {
            int generation = account.Max(item => item.Generation);
            bool isProven = false;
            try
            {
                isProven = await IsProvenAsync(account.Key, generation);
            }
            finally
            {
                foreach (HeldItem item in account)
                {
                    await SettleAsync(item, isProven && item.Generation == generation);
                }
            }

            Learn(isProven);
        }
    }

    /// <summary>
    /// Where sessions end sooner than many items are read, fewer are held: those that were read before the end are lost with those after
    /// it.
    /// </summary>
    private void Learn(bool isProven)
    {
        lock (gate)
        {
            most = isProven ? Math.Min(Most, 2 * most) : Math.Max(1, most / 2);
            inVain = isProven ? 0 : inVain + 1;
        }

        if (inVain == MostInVain)
        {
            throw new RunStopException(
                StopReason.SignInRefused,
                $"{MostInVain} looks at the home page running have found that the session had ended since the last one; items whose pages "
                    + "do not tell who is signed in "
                + "cannot be proven like that: let the script's Marks name what only a signed-in user's page shows");
        }
    }

    /// <exception cref="RunStopException">The session has ended, and nobody is let in again.</exception>
    private async Task<bool> IsProvenAsync(AccountLease account, int generation)
    {
        try
        {
            return !control.Aborting.IsCancellationRequested
                && account.Session.Generation == generation
                && !await account.Session.RenewAsync(
                    generation, "a look at the home page, for items whose own pages do not tell", control.Aborting, isProof: true);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SettleAsync(HeldItem item, bool isProven)
    {
        await using (item.Claimed)
        {
            using (item.Files)
            {
                await ledger.SettleHeldAsync(item, isProven);
            }
        }

        groups.Released(item.Claimed.Item);
    }
}
