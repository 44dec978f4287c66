using BrowserScraper.Items;

namespace BrowserScraper.Session;

/// <summary>
/// How often a session may sign in: once, and so many times again within a while. Where something looks signed out and the
/// session holds, nobody signs in; that is counted apart. Not concurrent.
/// </summary>
internal sealed class SignInBudget(int further, TimeSpan window, TokenMode mode, TimeProvider time)
{
    /// <summary>A few mean nothing: some sites answer 401 for what an account may not see.</summary>
    internal const int ManyInVain = 20;

    private readonly Queue<long> spent = new();
    private readonly Queue<long> inVain = new();
    private bool isTold;
    private int refused;

    /// <summary>The site has refused a filled-in form.</summary>
    /// <returns>How often it has done so since it last let somebody in: over restarts of the browser, too.</returns>
    public int Refused() => ++refused;

    /// <summary>The site has let somebody in.</summary>
    public void Entered() => refused = 0;

    public void Spend() => spent.Enqueue(time.GetTimestamp());

    /// <summary>Something looked signed out, and the session holds.</summary>
    /// <returns>What the operator should know of it, once; else null.</returns>
    public string? FoundAlive()
    {
        inVain.Enqueue(time.GetTimestamp());
        Forget(inVain);
        if (isTold || (mode != TokenMode.Free && inVain.Count < ManyInVain))
        {
            return null;
        }

        isTold = true;
        return mode == TokenMode.Free
            ? "TOKENS: a request was refused though the session holds; under TOKEN_MODE=free requests may use up each other's tokens - if "
                + "this comes again, set TOKEN_MODE=auto"
            : $"SESSION: {ManyInVain} requests in {window.TotalMinutes:0} minutes were refused though the session holds; perhaps the "
                + "account may not see those pages, "
                + "or their tokens are spent by requests that the gate does not hold (TOKEN_MODE=serial)";
    }

    /// <param name="site">The script's name, for messages.</param>
    /// <param name="overAll">How often all machines together have signed in, and this one; null where only this one counts.</param>
    /// <exception cref="RunStopException">Something ends the sessions again and again, or TOKEN_MODE=free has requests refused.</exception>
    public void RefuseWhenSpent(string site, int? overAll = null)
    {
        Forget(spent);
        if ((overAll - 1 ?? spent.Count) > further)
        {
            throw Refusal(
                $"{site}: signed out again after {Counted.Of(further, "further sign-in")} in {window.TotalMinutes:0} minutes; something "
                    + "ends the sessions - "
                + (mode == TokenMode.Free
                    ? "set TOKEN_MODE=auto, as under TOKEN_MODE=free requests may use up each other's tokens; else " : "")
                + "see whether the account is used elsewhere, or raise MAX_SIGN_INS");
        }

        RefuseInVain(site);
    }

    /// <exception cref="RunStopException">TOKEN_MODE=free has requests refused.</exception>
    public void RefuseInVain(string site)
    {
        // Elsewhere each item's own limit is enough; here nearly all items would be spent on it.
        Forget(inVain);
        if (mode == TokenMode.Free && inVain.Count >= Math.Max(ManyInVain, further))
        {
            throw Refusal(
                $"{site}: {Counted.Of(inVain.Count, "request")} in {window.TotalMinutes:0} minutes were refused though the session holds; "
                + "under TOKEN_MODE=free requests use up each other's tokens - set TOKEN_MODE=auto");
        }
    }

    private static RunStopException Refusal(string message) => new(StopReason.SignInRefused, message);

    private void Forget(Queue<long> moments)
    {
        while (moments.TryPeek(out long oldest) && time.GetElapsedTime(oldest) > window)
        {
            moments.Dequeue();
        }
    }
}
