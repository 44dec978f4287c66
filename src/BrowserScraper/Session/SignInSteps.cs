using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Pacing;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>What a session has to know of a site, and how it is entered.</summary>
/// <param name="Site">The script's name, for messages.</param>
/// <param name="Home">Where a signed-in user starts.</param>
/// <param name="UrlSetting">The setting that holds the address, for messages.</param>
/// <param name="Username">Who signs in, for messages.</param>
/// <param name="SeeAsync">Looks at a page until it is clear who is signed in; told whether there may be a session that an app
/// restores.</param>
/// <param name="SignInAsync">Signs in on a page that shows <paramref name="Home"/>, or where the site led from there.</param>
internal sealed record SignInSteps(
    string Site, Uri Home, string UrlSetting, string Username, Func<IPage, bool, Task<SessionView>> SeeAsync, Func<IPage, Task> SignInAsync)
{
    /// <summary>One refusal may be the form's: an expired token, a slow script. Two from fresh forms are the credentials'.</summary>
    private const int Refusals = 2;

    private static readonly TimeSpan WallPause = TimeSpan.FromSeconds(60);

    /// <summary>The settings that hold the credentials, for messages; they begin as <see cref="UrlSetting"/> does.</summary>
    public string CredentialSettings =>
        IsOneOfMany ? $"its line in the file of {Like("_ACCOUNTS")}" : $"{Like("_USERNAME")} and {Like("_PASSWORD")}";

    /// <summary>The account is one of several, which stand in a file.</summary>
    public bool IsOneOfMany { get; init; }

    /// <summary>How the home page is opened. Default: without telling anybody how its host has answered.</summary>
    public Visits? Visits { get; init; }

    /// <summary>False where the site asks nobody who he is.</summary>
    public bool IsNeeded { get; init; } = true;

    /// <summary>The marks of a signed-in user, for messages.</summary>
    public string MarkWords { get; init; } = "";

    /// <summary>Told of the context whose page is about to sign in. Default: nobody is.</summary>
    public Action<IBrowserContext> Entering { get; init; } = _ => { };

    /// <summary>Goes home, and signs in where two looks show nobody signed in.</summary>
    /// <param name="page">A page of the session.</param>
    /// <param name="budget">Spent where the form is used.</param>
    /// <param name="isKnown">There is a session that may hold.</param>
    /// <param name="entering">Called before the form is used.</param>
    /// <param name="trouble">Told of a refusal that is tried once more.</param>
    /// <param name="time">The clock.</param>
    /// <returns>False where the session held.</returns>
    /// <exception cref="RunStopException">The site refuses.</exception>
    /// <exception cref="ItemEndedException">The site answers, and not with its home page.</exception>
    public async Task<bool> EnterAsync(
        IPage page, SignInBudget budget, bool isKnown, Func<Task> entering, Action<string> trouble, TimeProvider time)
    {
        SessionView sight = await LookAtHomeAsync(page, isKnown);
        if (sight != SessionView.SignedIn && isKnown)
        {
            sight = await LookAtHomeAsync(page, isKnown); // one answer alone may be a stale one
        }

        if (sight == SessionView.SignedIn)
        {
            return false;
        }

        await entering();
        while (true)
        {
            if (sight == SessionView.Wall)
            {
                throw new ItemEndedException(
                    new ItemOutcome.Throttled(
                        $"{Home.AbsoluteUri} shows a bot check, a maintenance page or a rate limit", time.GetUtcNow() + WallPause));
            }

            if (sight == SessionView.Refused)
            {
                await ForgetAsync(page);
            }

            string[] before = await SignInWords.BeforeAsync(page);
            budget.Spend();
            Entering(page.Context);
            Exception? late = await TryAsync(page);
            (sight, string said) = await AfterAsync(page, before);
            if (sight == SessionView.SignedIn)
            {
                return true;
            }

            bool isLast = budget.Refused() == Refusals;
            if (late is not null && sight != SessionView.SignedOut)
            {
                string waited = $"{SignInWords.OfWait(late)}, at {await SignInWords.PlaceAsync(page)}{said}";
                throw isLast
                    ? new RunStopException(
                        StopReason.SiteUnavailable,
                        $"{Site}: cannot sign in at {Home.AbsoluteUri} ({waited}); it was tried twice, and more could lock the account",
                        late)
                    : new TimeoutException(waited, late);
            }

            if (isLast)
            {
                throw Refusal(await SignInWords.PlaceAsync(page), sight, said, late);
            }

            trouble($"{ReasonOf(sight)}{said}; once more from a fresh form");
            sight = await LookAtHomeAsync(page, isKnown: true);
            if (sight == SessionView.SignedIn)
            {
                return true;
            }
        }
    }

    public Task GoHomeAsync(IPage page) =>
        Visits?.GoAsync(page, Home, WaitUntilState.DOMContentLoaded)
            ?? page.GotoAsync(Home.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

    private async Task<SessionView> LookAtHomeAsync(IPage page, bool isKnown)
    {
        await GoHomeAsync(page);
        return await SeeAsync(page, isKnown);
    }

    /// <returns>What went wrong in the script, or null.</returns>
    private async Task<Exception?> TryAsync(IPage page)
    {
        try
        {
            await SignInAsync(page);
            return null;
        }
        catch (Exception late) when (BrowserLoss.MayBe(late) && !page.IsClosed)
        {
            return late; // what the page shows tells whether the site refuses, or only says so where the script does not look
        }
        catch (Exception fault) when (FaultText.IsScripts(fault) && fault is not RunStopException)
        {
            throw new RunStopException(
                StopReason.Fault, $"{Site}: SignInAsync failed: {FaultText.Of(fault)}; the log and events.jsonl have its stack", fault);
        }
    }

    /// <summary>
    /// Who is signed in after the form was used, and what the site says to it, which may stand on a page without the form.
    /// </summary>
    private async Task<(SessionView Sight, string Said)> AfterAsync(IPage page, string[] before)
    {
        SessionView sight = await SeeAsync(page, true);
        string said = sight == SessionView.SignedIn ? "" : await SignInWords.AfterAsync(page, before);
        bool isElsewhere = sight is SessionView.Nothing or SessionView.Refused && page.Url.Split('#')[0] != Home.AbsoluteUri;
        return (isElsewhere ? await LookAtHomeAsync(page, isKnown: true) : sight, said);
    }

    /// <summary>An app that shows somebody signed in from what it has stored, and is refused, shows its form only without that.</summary>
    private async Task ForgetAsync(IPage page)
    {
        await page.EvaluateAsync("() => { localStorage.clear(); sessionStorage.clear(); }");
        await page.Context.ClearCookiesAsync();
        await LookAtHomeAsync(page, isKnown: false);
    }

    private RunStopException Refusal(string place, SessionView sight, string said, Exception? late) => new(StopReason.SignInRefused,
        $"{Site}: sign-in as '{Username}' at {place} was refused{said}{WaitOf(late)}; "
        + (sight switch
        {
            SessionView.SignedOut => $"check {CredentialSettings}",
            SessionView.Between => $"the script's Marks.between is still on the page: SignInAsync has to pass it",
            SessionView.Nothing => $"none of the marks of a signed-in user ({MarkWords}) came, nor the form again: check the script's "
                + $"Marks, then {CredentialSettings}",
            _ => $"none of the marks of a signed-in user ({MarkWords}) came: check {CredentialSettings}, and the script's Marks",
        }), late);

    // A field that the script waits for in vain looks like a refusal to whoever sees the form alone.
    private static string WaitOf(Exception? late) => late is null ? "" : $" (SignInAsync: {SignInWords.OfWait(late)})";

    private static string ReasonOf(SessionView sight) => sight switch
    {
        SessionView.SignedOut => "refused",
        SessionView.Between => "something stands between sign-in and content",
        _ => "no mark of a signed-in user came",
    };

    private string Like(string ending) => UrlSetting.Replace("_URL", ending, StringComparison.Ordinal);
}
