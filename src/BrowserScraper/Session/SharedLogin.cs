using System.Text.Json;
using System.Text.Json.Nodes;
using BrowserScraper.Items;

namespace BrowserScraper.Session;

/// <summary>
/// An account's login beside other machines. Pinned, one machine has the account, and leaves to the next one what it knows. Shared, all
/// have one session: who finds it ended signs in for all of them, and the others take that over. Nobody shares a session whose tokens are
/// spent by use. Not concurrent but for <see cref="KeepAsync"/>; its owner sees to that.
/// </summary>
internal sealed class SharedLogin(IMachineAccounts machines, string name, string user, SessionKey? key, bool isShared, Action<string> tell)
    : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim keeping = new(1, 1);
    private long version;
    private bool wasInUse;
    private bool hasTold;
    private bool isOver;

    /// <summary>Several machines use the session at the same time.</summary>
    public bool IsShared { get; private set; } = isShared;

    /// <summary>This machine has the account for itself now: always where it is pinned, and else while it signs in.</summary>
    public bool IsHeld { get; set; } = !isShared;

    /// <summary>Who has the account, where somebody else does.</summary>
    public IReadOnlyList<string> Others { get; private set; } = [];

    /// <summary>Tells the local file which session it has.</summary>
    public string Stamp { get; } = $"{Guid.NewGuid():n}";

    public void Dispose() => keeping.Dispose();

    /// <summary>Tells whether the account's tokens are known to be spent by use, in a shared session: it must be pinned.</summary>
    public async Task<bool> IsKnownStrictAsync() => (await ReadAsync())?.Login.IsStrict == true;

    /// <summary>What the session begins with.</summary>
    /// <param name="own">What the local file has; null for nothing.</param>
    /// <returns>That, or what other machines have kept; without cookies where those would be out of date.</returns>
    public async Task<JsonObject?> BeginAsync(JsonObject? own)
    {
        if (await ReadAsync() is not { } stored)
        {
            return own;
        }

        string? mark = StorageState.TextOf(own?["stamp"]);
        JsonObject? found = stored.Login.IsInUse ? null : Unsealed(stored.Login, stored.Line, stored.Sealed);
        if (stored.Login.IsInUse)
        {
            tell($"SESSION: the machine that had {user} last has not come to an end, and its tokens may be spent; signing in anew");
        }
        else if (found is null && mark == stored.Login.Stamp)
        {
            found = own; // this machine was the last one
        }
        else if (found is null && !stored.Login.IsStrict)
        {
            found = own; // perhaps it still holds, and a look does no harm
        }

        found ??= stored.Login.Known;
        if (StoredLogin.IsStrictIn(found))
        {
            await KeepAsync(found, isEnd: false); // before it is used: after a kill nobody sends it again
        }

        return found;
    }

    /// <summary>A login that another machine has kept since, or null.</summary>
    /// <exception cref="RunStopException">Its tokens are spent by use, and another machine has it now.</exception>
    public async Task<JsonObject?> NewerAsync()
    {
        long before = version;
        if (await ReadAsync() is not { } stored || version == before)
        {
            return null;
        }

        RefuseStrict(stored.Login.IsStrict);
        return Unsealed(stored.Login, stored.Line, stored.Sealed);
    }

    /// <summary>The form is about to be used.</summary>
    /// <param name="window">The time within which sign-ins count.</param>
    /// <returns>How often any machine has signed in within that time, and this one; null where only this one does.</returns>
    /// <exception cref="SignedInElsewhereException">Somebody else does so, or has done so.</exception>
    public async Task<int?> BeforeFormAsync(TimeSpan window)
    {
        if (!IsShared)
        {
            return null;
        }

        if (!IsHeld)
        {
            AccountShare share = await machines.ShareAsync([name], most: 1);
            IsHeld = share.Held.Count > 0;
            Others = share.Others;
            if (!IsHeld || (await machines.ReadAsync(name)).Version != version)
            {
                throw new SignedInElsewhereException();
            }
        }

        return await machines.CountSignInAsync(name, window);
    }

    /// <summary>Waits until nobody signs in any more, or a login is there that is not known yet.</summary>
    public async Task WaitAsync(TimeProvider time, CancellationToken stopping)
    {
        while (!IsHeld && (await machines.ReadAsync(name)).Version == version)
        {
            await Task.Delay(Look, time, stopping);
            AccountShare share = await machines.ShareAsync([name], most: 1);
            IsHeld = share.Held.Count > 0;
            Others = share.Others;
        }
    }

    /// <summary>
    /// The session stands: what was found out of its tokens decides whether it can be shared. Where it cannot, this machine keeps the
    /// account for itself.
    /// </summary>
    public async Task DecideAsync(bool isStrict)
    {
        if (!IsShared || !isStrict)
        {
            return;
        }

        if (!IsHeld)
        {
            AccountShare share = await machines.ShareAsync([name], most: 1);
            (IsHeld, Others) = (share.Held.Count > 0, share.Others);
            RefuseStrict(!IsHeld);
        }

        IsShared = false;
        TellPinned();
    }

    /// <summary>The sign-in is over: others may do so.</summary>
    public async Task ReleaseAsync()
    {
        if (IsShared && IsHeld)
        {
            IsHeld = false;
            await machines.LeaveAsync(name);
        }
    }

    /// <summary>Keeps the session for other machines. Only who has the account does so.</summary>
    /// <param name="state">The session as it is saved.</param>
    /// <param name="isEnd">Nothing is under way any more, and nothing more comes.</param>
    public async Task KeepAsync(JsonObject? state, bool isEnd)
    {
        await keeping.WaitAsync();
        try
        {
            bool isInUse = !isEnd && StoredLogin.IsStrictIn(state);
            if (!IsHeld || isOver || state is null || (isInUse && wasInUse))
            {
                return;
            }

            StoredLogin login = new(name, version + 1, isInUse, Stamp, Key: null, StoredLogin.KnownIn(state));
            byte[]? open = key is null || isInUse ? null : JsonSerializer.SerializeToUtf8Bytes(state);
            if (await machines.WriteAsync(name, version, login.Write(open, key)))
            {
                (version, wasInUse, isOver) = (version + 1, isInUse, isEnd);
            }
            else
            {
                isOver = !IsShared; // the account is another machine's
            }
        }
        catch (IOException away)
        {
            tell($"SESSION: {user} cannot be kept for other machines ({away.Message})");
        }
        finally
        {
            keeping.Release();
        }
    }

    /// <summary>Says, once, that a session cannot be shared.</summary>
    public void TellPinned()
    {
        if (!hasTold)
        {
            hasTold = true;
            tell($"ACCOUNTS: the tokens of {user} are spent by use, so one machine has the account at a time (ACCOUNT_MODE=share is for "
                + "sessions that stay as they are)");
        }
    }

    private async Task<(StoredLogin Login, byte[] Line, byte[] Sealed)?> ReadAsync()
    {
        (version, byte[]? all) = await machines.ReadAsync(name);
        if (all is null)
        {
            return null;
        }

        if (StoredLogin.Read(all) is { } read && read.Login.Account == name && read.Login.Version == version)
        {
            return read;
        }

        tell($"SESSION: what the store has for {user} is another account's, or another version's; it is not used");
        return null;
    }

    private JsonObject? Unsealed(StoredLogin login, byte[] line, byte[] hidden)
    {
        if (login.Key is null || key is null)
        {
            return null;
        }

        if (key.Name != login.Key)
        {
            string told = $"SESSION_KEY_FILE: {key.Path} is not the key that the session of {user} was stored with; give all machines the "
                + "same file";
            if (IsShared)
            {
                throw new RunStopException(StopReason.BadUsage, told);
            }

            tell($"{told}; signing in anew");
            return null;
        }

        if (key.Open(hidden, line) is { } open)
        {
            return JsonNode.Parse(open) as JsonObject;
        }

        tell($"SESSION: what the store has for {user} was changed by somebody without the key; it is not used");
        return null;
    }

    private void RefuseStrict(bool isStrict)
    {
        if (IsShared && isStrict)
        {
            throw new RunStopException(
                StopReason.MachineLacks,
                $"the tokens of {user} are spent by use, and {string.Join(", ", Others.DefaultIfEmpty("another machine"))} has the "
                    + "account; begin again here to wait for it", new AccountElsewhereException());
        }
    }
}
