using BrowserScraper.Accounts;
using BrowserScraper.Browsers;
using BrowserScraper.Evidence;
using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Pages;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Session;
using BrowserScraper.Sites;

namespace BrowserScraper.Trials;

/// <summary>
/// A browser of its own with one account signed in, for one script after the other as somebody works on it. It keeps nothing on the disk,
/// and holds on to no script but the one that is tried now. Not concurrent.
/// </summary>
internal sealed class TrialSession : IAsyncDisposable
{
    /// <summary>Whoever tries a script is better told at once that a host does not answer than made to wait.</summary>
    private static readonly TimeSpan AwayLimit = TimeSpan.FromSeconds(5);

    private const int SignInTries = 2;

    private readonly HostProbe probe;
    private readonly HostWatch hosts;
    private readonly BrowserHost browsers;
    private readonly TrialEvents events;
    private readonly TimeProvider time;
    private readonly DriverStart ahead = DriverStart.Next();
    private readonly Stack<IAsyncDisposable> shown = new();

    /// <param name="plan">What is tried first.</param>
    /// <param name="keep">Keeps what a page shows where a sign-in fails; says where.</param>
    /// <param name="events">Told of everything.</param>
    /// <param name="time">The clock.</param>
    public TrialSession(JobPlan plan, Func<EvidenceFolder> keep, TrialEvents events, TimeProvider time)
    {
        (this.events, this.time) = (events, time);
        Basis = TrialBasis.Of(plan);
        Plan = plan;
        probe = new(time);
        hosts = new(AwayLimit, probe.AskAsync, Tell, time);
        Rules = plan.Rules(events.Tell, hosts, time);
        browsers = new(plan.Browser, events.Tell, Recovered, events.Tell, time, ahead) { Logins = plan.Logins };
        SiteAccount who = plan.Accounts[0];
        SessionOptions options =
            AccountSession.Options(plan, store: null, (page, why) => keep().KeepPageAsync(page, new("sign-in"), why, time)) with
            {
                Hosts = hosts,
                SignInTries = SignInTries,
            };
        BrowserSession session = new(browsers, Steps(who), options, notice => events.Publish(AccountSession.Told(notice)), time);
        ResourceBlocker blocker = new(
            plan.Settings.BlockResources, plan.Settings.AreImagesOff, [.. plan.Script.BlockedUrls], () => session.IsSigningIn);
        Account = new(who, session, new(session, new() { Count = 1 }, blocker, new(), Recovered, time), PageCount: 1);
    }

    /// <summary>What it was opened for.</summary>
    public TrialBasis Basis { get; }

    /// <summary>What is tried now.</summary>
    public JobPlan Plan { get; private set; }

    /// <summary>How the script that is tried now tells who is signed in.</summary>
    public SessionRules Rules { get; private set; }

    public AccountLease Account { get; }

    public HostWatch Hosts => hosts;

    /// <summary>Goes on with what somebody has made of the script; the one before is let go.</summary>
    /// <param name="next">The same job and site.</param>
    public void Take(JobPlan next)
    {
        // What is secret was learned on the way: it stays with the plan that the session began with.
        Plan = Plan with
        {
            Script = next.Script,
            Settings = next.Settings,
            SecretSettings = next.SecretSettings,
            Request = next.Request,
            Options = next.Options,
        };
        Plan.KeepSecrets();
        Rules = Plan.Rules(events.Tell, hosts, time, Rules.Users);
    }

    /// <summary>Signs in where nobody has yet.</summary>
    /// <exception cref="RunStopException">The site refuses.</exception>
    public Task SignInAsync(CancellationToken stopping) => Account.Session.Generation == 0
        ? Account.Session.RenewAsync(seen: 0, why: null, stopping) : Task.CompletedTask;

    /// <summary>Leaves a page as it is, for whoever looks at the browser, until the next round begins.</summary>
    public void Show(IAsyncDisposable page) => shown.Push(page);

    /// <summary>Closes what the round before has left open: scripts hang on what they have heard of a page.</summary>
    public async Task CloseShownAsync()
    {
        while (shown.TryPop(out IAsyncDisposable? page))
        {
            await page.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseShownAsync();
        await Account.Session.DisposeAsync();
        await browsers.DisposeAsync();
        await ahead.DisposeAsync();
        hosts.Dispose();
        probe.Dispose();
    }

    // Asked of the script and the marks as they are then, not as they were when the session was opened.
    private SignInSteps Steps(SiteAccount who) => Plan.SignInAs(who, Rules) with
    {
        SeeAsync = (page, mayRestore) => Rules.Look.SeeAsync(page, mayRestore),
        SignInAsync = page => Plan.Script.SignInAsync(new(page, who)),
    };

    private void Recovered(LadderStep step) =>
        events.Publish(new RunEvent.Recovery(step.Step, step.Why, step.Worked, step.Took, step.Page));

    private void Tell(HostNotice notice)
    {
        if (notice is HostNotice.Away away)
        {
            events.Publish(new RunEvent.HostAway(away.Host, away.Why));
        }
    }
}
