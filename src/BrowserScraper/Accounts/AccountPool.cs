using BrowserScraper.Browsers;
using BrowserScraper.Evidence;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Pages;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Session;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Accounts;

/// <summary>
/// The accounts that share a job's items, each with a session and pages of its own. One that the site refuses is set
/// aside, and the rest go on; the last one's refusal stops the run. Where several machines work, each has its share of them, which may
/// change while it works; one that has lost its last account waits for another. Members may be called concurrently.
/// </summary>
internal sealed class AccountPool : IAsyncDisposable
{
    private readonly HashSet<AccountLease> aside = [];
    private readonly HashSet<AccountLease> gone = [];
    private readonly HashSet<AccountLease> leaving = [];
    private readonly Lock gate = new();
    private readonly PageNumbers numbers = new();
    private readonly CancellationTokenSource ending = new();
    private readonly JobPlan plan;
    private readonly JobFolder folder;
    private readonly BrowserHost browsers;
    private readonly SessionRules rules;
    private readonly EvidenceFolder evidence;
    private readonly RunEventStream events;
    private readonly TimeProvider time;
    private readonly ResourceBlocker blocker;
    private readonly SharedAccounts? shares;
    private volatile AccountLease[] accounts = []; // also those that are another machine's now
    private Task following = Task.CompletedTask;

    /// <param name="plan">Whose accounts they are.</param>
    /// <param name="folder">Where sessions are kept.</param>
    /// <param name="browsers">Gives the browser.</param>
    /// <param name="rules">How a run tells who is signed in.</param>
    /// <param name="evidence">Gets what a failed sign-in shows.</param>
    /// <param name="events">Told of everything.</param>
    /// <param name="time">The clock.</param>
    /// <param name="machines">Shares the accounts out among machines. Default: there is one.</param>
    /// <exception cref="RunStopException">The key for sessions is wrong, or missing.</exception>
    public AccountPool(
        JobPlan plan, JobFolder folder, BrowserHost browsers, SessionRules rules, EvidenceFolder evidence, RunEventStream events,
        TimeProvider time, IMachineAccounts? machines = null)
    {
        (this.plan, this.folder, this.browsers, this.rules) = (plan, folder, browsers, rules);
        (this.evidence, this.events, this.time) = (evidence, events, time);

        // Whoever signs in may have to see the page.
        blocker =
            new(plan.Settings.BlockResources, plan.Settings.AreImagesOff, plan.Script.BlockedUrls,
            () => accounts.Any(account => account.Session.IsSigningIn));
        shares = machines is null || !plan.Script.NeedsSignIn ? null : new(plan, machines, Tell, time);
        for (int index = 0; shares is null && index < plan.Accounts.Count; index++)
        {
            Open(plan.Accounts[index], Math.Max(1, (plan.Settings.Pages + index) / plan.Accounts.Count), login: null);
        }
    }

    /// <summary>Those of this machine.</summary>
    public IReadOnlyList<AccountLease> All
    {
        get
        {
            lock (gate)
            {
                return [.. accounts.Where(account => !gone.Contains(account))];
            }
        }
    }

    /// <summary>An account that is in use; where there is none any more, one that was.</summary>
    public AccountLease Any
    {
        get
        {
            lock (gate)
            {
                return accounts.FirstOrDefault(account => !aside.Contains(account) && !gone.Contains(account)) ?? accounts[^1];
            }
        }
    }

    /// <summary>
    /// Called when there are other accounts than before: sees to it that all have workers, and completes when those that are gone have
    /// none.
    /// </summary>
    public Func<Task> Changed { private get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<SetAsideAccount> SetAside
    {
        get
        {
            lock (gate)
            {
                return
                [
                    .. accounts.Where(aside.Contains)
                        .Select(account => new SetAsideAccount(account.Account.Username, account.PageCount)),
                ];
            }
        }
    }

    /// <summary>The page with that number; null where there is none, or it is not open now.</summary>
    public IPage? PageOf(int number) => accounts.Select(account => account.Pages.PageOf(number)).FirstOrDefault(page => page is not null);

    /// <summary>This machine has one that it can work with.</summary>
    public bool HasAny
    {
        get
        {
            lock (gate)
            {
                return InUse().Any();
            }
        }
    }

    /// <summary>Whether the run goes on without it.</summary>
    public bool IsSetAside(AccountLease account)
    {
        lock (gate)
        {
            return aside.Contains(account);
        }
    }

    /// <summary>Pages of this machine, those that are set aside included.</summary>
    public int PageCount => shares is null ? All.Sum(account => account.PageCount) : plan.Settings.Pages;

    /// <summary>Whether the number of accounts changes while the run works.</summary>
    public bool AreShared => shares is not null;

    /// <summary>Signs in until one account is in; the others follow when they begin to work.</summary>
    /// <param name="over">Completes when the job needs none any more.</param>
    /// <param name="stopping">Gives up.</param>
    /// <returns>False where the job was over before this machine had an account.</returns>
    /// <exception cref="RunStopException">The site refuses every account.</exception>
    public async Task<bool> SignInFirstAsync(Task over, CancellationToken stopping)
    {
        while (await TakeAsync(over, stopping))
        {
            AccountLease account = Any;
            try
            {
                await account.Session.RenewAsync(seen: 0, why: null, stopping);
                following = shares is null ? following : Task.Run(() => FollowAsync(shares), CancellationToken.None);
                return true;
            }
            catch (RunStopException refused) when (TrySetAside(account, refused))
            {
                await LeaveLostAsync(); // the next one, then
            }
        }

        return false;
    }

    /// <returns>
    /// False where the account is the last one, and there is none to wait for, or where it is not the account's fault.
    /// </returns>
    public bool TrySetAside(AccountLease account, RunStopException refused)
    {
        lock (gate)
        {
            if (shares is not null && refused.InnerException is AccountElsewhereException)
            {
                shares.Pin(account.Account); // and wait for it, or another
                if (leaving.Add(account))
                {
                    Tell($"ACCOUNTS: {refused.Message.Split(';')[0]}; this machine waits for one");
                }

                return true;
            }

            if (refused.Reason != StopReason.SignInRefused || (InUse().All(each => each == account) && !MayWait(account, refused)))
            {
                return aside.Contains(account);
            }

            if (aside.Add(account) && !leaving.Contains(account))
            {
                Tell(
                    $"ACCOUNT SET ASIDE: {account.Account.Username}: {refused.Message}; "
                        + $"{(account.PageCount == 1 ? "1 page stands" : $"{account.PageCount} pages stand")} idle, and the other "
                            + $"accounts go on ({InUse().Count()})");
            }

            return true;
        }
    }

    /// <summary>Those that are neither set aside nor another machine's. To be called under the lock.</summary>
    private IEnumerable<AccountLease> InUse() =>
        accounts.Where(account => !aside.Contains(account) && !gone.Contains(account) && !leaving.Contains(account));

    /// <summary>
    /// The last account of this machine is refused. Where other machines have some that it has not tried, it gives back what it has, and
    /// waits for one of those. To be called under the lock.
    /// </summary>
    private bool MayWait(AccountLease account, RunStopException refused)
    {
        AccountLease[] own = [.. accounts.Where(each => each == account || (aside.Contains(each) && !gone.Contains(each)))];
        if (leaving.Contains(account) || shares?.TryRetire([.. own.Select(each => each.Account)]) != true)
        {
            return leaving.Contains(account);
        }

        leaving.UnionWith(own);
        Tell($"ACCOUNT SET ASIDE: {account.Account.Username}: {refused.Message}; it was the last one of this machine, which waits for "
            + "another");
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await following;
        foreach (AccountLease account in accounts)
        {
            (IReadOnlyList<TokenUse> lineage, IReadOnlyList<TokenFinding> found) = (account.Session.Lineage, account.Session.Tokens.Found);
            if (lineage.Count + found.Count > 0)
            {
                events.Publish(new RunEvent.TokenLineage(account.Account.Username, lineage) { Found = found });
            }

            await account.Session.DisposeAsync();
        }

        await (shares?.LeaveAllAsync() ?? Task.CompletedTask);
        shares?.Dispose();
        ending.Dispose();
    }

    /// <summary>Waits until this machine has an account; there is nothing to wait for where there is no other one.</summary>
    /// <returns>False where the job is over.</returns>
    private async Task<bool> TakeAsync(Task over, CancellationToken stopping)
    {
        if (shares is not null && All.Count == 0)
        {
            IReadOnlyList<SiteAccount> first = await shares.WaitAsync(over, stopping);
            OpenAll(first, Math.Max(1, plan.Settings.Pages / Math.Max(1, first.Count)));
        }

        return All.Count > 0;
    }

    private void Tell(string text) => events.Publish(new RunEvent.Notice(text));

    private void OpenAll(IReadOnlyList<SiteAccount> given, int pages)
    {
        foreach (SiteAccount account in given)
        {
            Open(account, pages, shares!.LoginOf(account));
        }
    }

    private void Open(SiteAccount account, int pages, SharedLogin? login)
    {
        string name = plan.Accounts.Count == 1 ? plan.Script.Name : $"{plan.Script.Name}-{SafeFileName.From(account.Username)}";
        SessionOptions options = AccountSession.Options(plan, folder.SessionOf(name), Keep) with { Hosts = rules.Hosts, Shared = login };
        BrowserSession session =
            new(browsers, plan.SignInAs(account, rules), options, notice => events.Publish(AccountSession.Told(notice)), time);
        PagePool pool = new(session, new() { Count = pages }, blocker, numbers, events.Publish, time);
        lock (gate)
        {
            accounts = [.. accounts, new(account, session, pool, pages)];
        }

        Task<string?> Keep(IPage page, string why) => evidence.KeepPageAsync(page, new("sign-in"), why, time);
    }

    /// <summary>Keeps this machine's share of the accounts: takes what is free, and gives back what others lack.</summary>
    private async Task FollowAsync(SharedAccounts all)
    {
        try
        {
            while (true)
            {
                await Task.Delay(all.Interval, time, ending.Token);
                await LeaveLostAsync();
                if (await all.LookAsync([.. All.Select(lease => lease.Account)], IsInUse) is { } change)
                {
                    await FollowAsync(change);
                }
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private bool IsInUse(SiteAccount account) => Any.Account == account;

    private Task FollowAsync(AccountChange change)
    {
        OpenAll(change.Given, pages: 0); // they get theirs with the workers
        return LeaveAsync([.. All.Where(lease => change.Gone.Contains(lease.Account))]);
    }

    /// <summary>Gives back what this machine cannot work with any more.</summary>
    private async Task LeaveLostAsync()
    {
        AccountLease[] lost;
        lock (gate)
        {
            lost = [.. leaving];
        }

        await (lost.Length == 0 ? Task.CompletedTask : LeaveAsync(lost));
        lock (gate)
        {
            leaving.ExceptWith(lost);
        }
    }

    private async Task LeaveAsync(AccountLease[] left)
    {
        lock (gate)
        {
            gone.UnionWith(left);
        }

        await Changed();
        foreach (AccountLease account in left)
        {
            await account.Session.LeaveAsync();
            await shares!.LeaveAsync(account.Account);
        }
    }
}
