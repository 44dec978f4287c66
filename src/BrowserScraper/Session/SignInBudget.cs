using BrowserScraper.Items;

namespace BrowserScraper.Session;

/// <summary>How often a session may sign in: once, and so many times again within a while. Not concurrent.</summary>
internal sealed class SignInBudget(int further, TimeSpan window, TimeProvider time)
{
    private readonly Queue<long> spent = new();

    public void Spend() => spent.Enqueue(time.GetTimestamp());

    /// <exception cref="RunStopException">Something ends the sessions again and again.</exception>
    public void RefuseWhenSpent(string site)
    {
        while (spent.TryPeek(out long oldest) && time.GetElapsedTime(oldest) > window)
        {
            spent.Dequeue();
        }

        if (spent.Count > further)
        {
            throw new RunStopException(StopReason.SignInRefused,
                $"{site}: signed out again after {further} further sign-ins in {window.TotalMinutes:0} minutes; "
                + "something ends the sessions - see whether the account is used elsewhere, or raise MAX_SIGN_INS");
        }
    }
}
