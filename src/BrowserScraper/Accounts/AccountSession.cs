using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Accounts;

/// <summary>How a session of a plan's account is kept, and what it tells.</summary>
internal static class AccountSession
{
    /// <param name="plan">Whose session it is.</param>
    /// <param name="store">The file that keeps it between runs; null to keep none.</param>
    /// <param name="evidence">Keeps what a page shows where a sign-in fails.</param>
    public static SessionOptions Options(JobPlan plan, string? store, Func<IPage, string, Task<string?>> evidence) => new()
    {
        Evidence = evidence,
        Secrets = plan.Secrets,
        MaxSignIns = plan.Settings.MaxSignIns,
        RequestTimeout = plan.Settings.RequestTimeout,
        SignInTimeout = plan.Settings.StepsTimeout,
        StorePath = store,
        Locale = plan.Settings.PageLocale,
        TimeZone = plan.Settings.PageTimeZone,
        LeastShards = plan.LeastShards,
        MostShards = plan.MostShards,
        Tokens = new()
        {
            Mode = plan.Settings.TokenMode,
            Requests = [.. plan.Script.TokenRequests],
            Keys = [.. plan.Script.TokenKeys],
            RequestTimeout = plan.Settings.RequestTimeout,
            SaveInterval = plan.Settings.TokenSaveInterval,
        },
    };

    /// <summary>What a session tells, as the run's readers get it.</summary>
    public static RunEvent Told(SessionNotice notice) => notice switch
    {
        SessionNotice.Opened opened => new RunEvent.SignedIn(opened.Generation, opened.Took, opened.FromStore),
        SessionNotice.Told told => new RunEvent.Notice(told.Text),
        SessionNotice.SignInTrouble trouble => new RunEvent.Notice($"SIGN-IN: try {trouble.Attempt} failed ({trouble.Why}); trying again"),
        _ => throw new InvalidOperationException($"no event for {notice}"),
    };
}
