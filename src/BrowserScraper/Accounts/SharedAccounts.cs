using System.Collections.Concurrent;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Session;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Accounts;

/// <summary>
/// This machine's share of a run's accounts. Those that are pinned are each one machine's at a time; those that are shared have one session
/// for all. Its owner sees to it that one asks at a time; pinning and retiring may be called meanwhile.
/// </summary>
internal sealed class SharedAccounts : IDisposable
{
    private readonly ConcurrentDictionary<string, SiteAccount> pinned = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> retired = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SharedLogin> logins = new(StringComparer.Ordinal);
    private readonly JobPlan plan;
    private readonly IMachineAccounts machines;
    private readonly Action<string> tell;
    private readonly TimeProvider time;
    private readonly SessionKey? key;
    private bool hasTold;

    /// <param name="plan">Whose accounts they are.</param>
    /// <param name="machines">Shares them out.</param>
    /// <param name="tell">Gets what the operator should know.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="RunStopException">The key for sessions is wrong, or missing.</exception>
    public SharedAccounts(JobPlan plan, IMachineAccounts machines, Action<string> tell, TimeProvider time)
    {
        (this.plan, this.machines, this.tell, this.time) = (plan, machines, tell, time);
        key = SessionKey.Read(plan.Settings.SessionKeyFile);
        bool isShare = plan.Settings.AccountMode == AccountMode.Share;
        if (isShare && key is null)
        {
            throw new RunStopException(
                StopReason.BadUsage,
                "ACCOUNT_MODE=share needs SESSION_KEY_FILE, a file with the same key on all machines: sessions are stored sealed, or not "
                    + "at all");
        }

        bool isDeclared = plan.Script.TokenRequests.Count > 0 || plan.Script.TokenKeys.Count > 0
            || plan.Settings.TokenMode == TokenMode.Serial;
        foreach (SiteAccount account in plan.Accounts)
        {
            SharedLogin login = LoginOf(account);
            if (isShare && isDeclared)
            {
                login.TellPinned();
            }

            if (!isShare || isDeclared)
            {
                Pin(account);
            }
        }

        if (key is null)
        {
            tell("ACCOUNTS: SESSION_KEY_FILE is not set, so machines leave no sessions to each other; whoever takes an account signs in");
        }
    }

    /// <summary>How often to look.</summary>
    public TimeSpan Interval => machines.Interval;

    /// <summary>The account's login beside other machines; another one each time that the account is taken.</summary>
    public SharedLogin LoginOf(SiteAccount account) => logins[NameOf(account)] =
        new(machines, NameOf(account), account.Username, key, plan.Settings.AccountMode == AccountMode.Share
            && !pinned.ContainsKey(NameOf(account)), tell);

    public void Dispose()
    {
        foreach (SharedLogin login in logins.Values)
        {
            login.Dispose();
        }
    }

    /// <summary>This machine asks for those no more, as the site refuses them here, where others are left that it can ask for.</summary>
    /// <returns>False where none is left; nothing has changed then.</returns>
    public bool TryRetire(IReadOnlyList<SiteAccount> refused)
    {
        string[] names = [.. refused.Select(NameOf)];
        if (pinned.Keys.All(name => names.Contains(name)))
        {
            return false;
        }

        foreach (string name in names)
        {
            retired[name] = true;
            pinned.TryRemove(name, out _);
        }

        return true;
    }

    /// <summary>From now on one machine has it at a time.</summary>
    public void Pin(SiteAccount account)
    {
        if (!retired.ContainsKey(NameOf(account)))
        {
            pinned[NameOf(account)] = account;
        }
    }

    /// <summary>
    /// Waits until there is an account to begin with; further ones come later, so that others that begin now have some, too.
    /// </summary>
    /// <returns>None where the job is over.</returns>
    public async Task<IReadOnlyList<SiteAccount>> WaitAsync(Task over, CancellationToken stopping)
    {
        await PinKnownAsync();
        for (bool isWaiting = false; ; isWaiting = true)
        {
            SiteAccount[] shared = [.. plan.Accounts.Where(account => !IsPinned(account))];
            if (shared.Length > 0)
            {
                return shared;
            }

            AccountShare share = await machines.ShareAsync([.. pinned.Keys], most: 1);
            if (share.Held.Count > 0)
            {
                await (isWaiting ? machines.StandByAsync(isWaiting: false) : Task.CompletedTask);
                return [.. share.Held.Select(name => pinned[name])];
            }

            TellWaiting(share);
            await machines.StandByAsync(isWaiting: true);
            await Task.WhenAny(over, Task.Delay(machines.Interval, time, stopping));
            stopping.ThrowIfCancellationRequested();
            if (over.IsCompleted)
            {
                return [];
            }
        }
    }

    /// <summary>Looks what this machine's share is now.</summary>
    /// <param name="own">What it has.</param>
    /// <param name="isNeeded">Which of those it cannot give back now.</param>
    /// <returns>Null where nothing has changed, or the store does not answer.</returns>
    public async Task<AccountChange?> LookAsync(IReadOnlyList<SiteAccount> own, Func<SiteAccount, bool> isNeeded)
    {
        foreach (SiteAccount account in own.Where(account => !logins[NameOf(account)].IsShared))
        {
            Pin(account); // its tokens were found to be spent
        }

        if (pinned.IsEmpty)
        {
            return null;
        }

        try
        {
            AccountShare share = await machines.ShareAsync([.. pinned.Keys], most: int.MaxValue);
            SiteAccount[] given = [.. share.Held.Select(name => pinned[name]).Where(account => !own.Contains(account))];
            SiteAccount[] lost = [.. own.Where(account => pinned.ContainsKey(NameOf(account)) && !share.Held.Contains(NameOf(account)))];
            SiteAccount[] back = [.. own.Reverse().Where(account => pinned.ContainsKey(NameOf(account)) && !lost.Contains(account)
                && !isNeeded(account)).Take(share.Surplus)];
            Tell(given, lost, back, share);
            return given.Length + lost.Length + back.Length == 0 ? null : new(given, [.. lost, .. back]);
        }
        catch (IOException)
        {
            return null; // who takes care of the store's absence tells of it
        }
    }

    /// <summary>Gives an account back.</summary>
    public async Task LeaveAsync(SiteAccount account)
    {
        try
        {
            await machines.LeaveAsync(NameOf(account));
        }
        catch (IOException)
        {
            // It is free when this machine has not been heard of for long.
        }
    }

    /// <summary>Gives all back.</summary>
    public Task LeaveAllAsync() => Task.WhenAll(plan.Accounts.Select(LeaveAsync));

    /// <summary>Two accounts of one site differ by their users, and jobs do not matter.</summary>
    private string NameOf(SiteAccount account) => $"{plan.SiteLabel} {account.Username}";

    private bool IsPinned(SiteAccount account) => NameOf(account) is var name && (pinned.ContainsKey(name) || retired.ContainsKey(name));

    private async Task PinKnownAsync()
    {
        foreach (SiteAccount account in plan.Accounts.Where(account => !IsPinned(account)))
        {
            SharedLogin login = logins[NameOf(account)];
            if (await login.IsKnownStrictAsync())
            {
                login.TellPinned();
                Pin(account);
            }
        }
    }

    private void TellWaiting(AccountShare share)
    {
        if (!hasTold)
        {
            hasTold = true;
            tell($"ACCOUNTS: all are in use by {string.Join(", ", share.Others.DefaultIfEmpty("other machines"))}; this machine waits for "
                + "one" + (plan.Settings.AccountMode == AccountMode.Share
                    ? "" : "; ACCOUNT_MODE=share lets machines share a session that stays as it is"));
        }
    }

    private void Tell(SiteAccount[] given, SiteAccount[] lost, SiteAccount[] back, AccountShare share)
    {
        foreach (SiteAccount account in given)
        {
            tell($"ACCOUNTS: {account.Username} is this machine's from now on");
        }

        foreach (SiteAccount account in lost)
        {
            tell($"ACCOUNTS: {account.Username} was taken over by {string.Join(", ", share.Others.DefaultIfEmpty("another machine"))}, as "
                + "this machine was not heard of");
        }

        foreach (SiteAccount account in back)
        {
            tell($"ACCOUNTS: {account.Username} is given to a machine that has fewer");
        }
    }
}
