using BrowserScraper.Browsers;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>
/// Sees to it that what one attempt reads was served to a signed-in user: judges what its page shows, and watches it while the script
/// waits. One at a time for a page; <see cref="WatchAsync"/> runs beside the script.
/// </summary>
internal sealed class SessionGuard(SessionRules rules, IPage page, PageActivity activity, string key)
{
    private static readonly TimeSpan FirstGlance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan LongestBlind = TimeSpan.FromSeconds(2);

    private readonly int before = activity.Documents;
    private bool hasForm;

    /// <summary>The marks, as a question takes them.</summary>
    public IReadOnlyDictionary<string, object> Words => rules.Marks.Words;

    /// <summary>What must stand on the page, and was not seen there yet; null for nothing.</summary>
    public string? Expected { get; set; }

    /// <summary>A signed-in user's mark was read, or nobody needs to be signed in.</summary>
    public bool IsProven { get; private set; } = !rules.IsNeeded;

    /// <summary>The page has loaded a document in this attempt.</summary>
    public bool HasDocument => activity.Documents != before;

    /// <summary>Why the watch has ended the attempt, or null.</summary>
    public ItemOutcome? Ended { get; private set; }

    /// <summary>Judges an address that was just opened, before anything of it is read.</summary>
    /// <exception cref="ItemEndedException">It led to where nobody is signed in.</exception>
    public async Task OpenedAsync(Uri asked)
    {
        IsProven = !rules.IsNeeded;
        await WaitForAppAsync();
        if (!rules.IsNeeded || page.Url.Split('#')[0] == asked.AbsoluteUri.Split('#')[0])
        {
            return;
        }

        Suspicion elsewhere = new(SuspicionKind.Elsewhere, $"led to {page.Url.Split('?')[0]}");
        Session.SessionView sight = await rules.Look.SeeAsync(page);
        if (sight is Session.SessionView.Wall)
        {
            throw Wall();
        }

        if (sight is not (Session.SessionView.SignedIn or Session.SessionView.Refused) && !rules.Findings.IsHarmless(key, elsewhere))
        {
            throw SignedOut(elsewhere);
        }
    }

    /// <summary>Judges what a question has brought of the marks.</summary>
    /// <param name="read">The marks.</param>
    /// <param name="stood">How long a form has stood there by then.</param>
    /// <returns>False where the page had a form and has it no more: what was read with it is to be read again.</returns>
    /// <exception cref="ItemEndedException">It is not for a signed-in user.</exception>
    public async Task<bool> JudgeAsync(PageState read, TimeSpan stood)
    {
        if (!rules.IsNeeded)
        {
            return true;
        }

        PageState state = await rules.Marks.WithLocatorsAsync(page, read);
        if (state.Wall)
        {
            throw Wall();
        }

        if (state.Between)
        {
            throw SignedOut(BetweenMark);
        }

        if (rules.Users.IsStranger(key, state.User))
        {
            throw SignedOut(new(SuspicionKind.OtherUser, $"the page is for '{state.User}'"));
        }

        await SettleRequestsAsync();
        hasForm |= state.LooksOut;
        if (state.LooksOut && !rules.Findings.IsHarmless(key, Form))
        {
            return await StaysOutAsync(stood) ? throw SignedOut(Form) : false;
        }

        IsProven |= state.IsIn && !activity.IsFromCache;
        return true;
    }

    /// <summary>The last look of an attempt whose script says that it is done, where nothing it has read was proof.</summary>
    /// <exception cref="ItemEndedException">The page is not for a signed-in user, or not the item's.</exception>
    public async Task FinishAsync()
    {
        if ((!IsProven && HasDocument && !page.IsClosed) || Expected is not null)
        {
            await PageTexts.ReadAsync(this, page, [], [], rules.RequestLimit);
        }

        if (rules.IsNeeded && HasDocument)
        {
            bool isMarkMissing = !IsProven && rules.Findings.AllHaveMark;
            rules.Findings.Count(IsProven, hasForm);
            rules.Findings.Answered(key, activity.Answered);
            if (isMarkMissing)
            {
                throw new ItemEndedException(new ItemOutcome.SiteChanged(
                    $"none of the marks of a signed-in user ({rules.MarkWords}) is on {page.Url.Split('?')[0]}, "
                    + "and all items before had one") { IsUnproven = true });
            }
        }
    }

    /// <summary>Whether the page lacks the mark that all items' pages before it had.</summary>
    public async Task<bool> LacksMarkAsync() =>
        rules.IsNeeded && HasDocument && !IsProven && !page.IsClosed && rules.Findings.AllHaveMark
            && !(await rules.Marks.ReadAsync(page)).SignedIn;

    /// <summary>
    /// Looks at the page now and then while the script works, so that nothing waits before a form for what only a signed-in user sees.
    /// </summary>
    /// <param name="end">Ends what is under way on the page.</param>
    /// <param name="over">The attempt is over.</param>
    public async Task WatchAsync(Action<string> end, CancellationToken over)
    {
        try
        {
            await Task.Delay(FirstGlance, rules.Time, over);
            long lookedAt = rules.Time.GetTimestamp();
            for (long? outSince = null; !page.IsClosed; await Task.Delay(Glance, rules.Time, over))
            {
                if (!activity.IsQuiet && outSince is null && rules.Time.GetElapsedTime(lookedAt) < LongestBlind)
                {
                    continue; // what still loads is not drawn yet, and each look costs
                }

                lookedAt = rules.Time.GetTimestamp();
                PageState state = HasDocument ? await rules.Marks.ReadAsync(page).WaitAsync(over) : default;
                outSince = state.LooksOut && !rules.Findings.IsHarmless(key, Form) ? outSince ?? rules.Time.GetTimestamp() : null;
                bool isOut = outSince is { } since && SessionLook.IsToStay(rules.Time.GetElapsedTime(since), activity.IsQuiet);
                Ended = state.Wall ? Wall().Outcome
                    : state.Between ? SignedOut(BetweenMark).Outcome
                    : isOut ? SignedOut(Form).Outcome
                    : RefusedRequest() is { } refused ? SignedOut(refused).Outcome
                    : null;
                if (Ended is not null)
                {
                    end($"{Ended.Name}: {Ended.Reason}");
                    return;
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException || BrowserLoss.MayBe(gone))
        {
            // The attempt is over, or its page is gone.
        }
    }

    /// <summary>
    /// Where a site's apps show their form before they restore the session, nothing is read before that is over: one could read half of one
    /// page and half of the other. The first pages tell whether a site is like that.
    /// </summary>
    private async Task WaitForAppAsync()
    {
        if (rules.IsNeeded && rules.Findings.LooksAtOpening)
        {
            bool looksOut = (await rules.Marks.ReadAsync(page)).LooksOut && !rules.Findings.IsHarmless(key, Form);
            if (looksOut && await StaysOutAsync())
            {
                throw SignedOut(Form);
            }

            rules.Findings.Opened(hasRestored: looksOut);
        }
    }

    private static Suspicion Form => new(SuspicionKind.Form, "a sign-in form stands there");

    private static Suspicion BetweenMark => new(SuspicionKind.Between, "something stands between sign-in and content");

    private ItemEndedException Wall() => new(new ItemOutcome.Throttled(
        $"{page.Url.Split('?')[0]} shows a bot check, a maintenance page or a rate limit", rules.Time.GetUtcNow() + rules.WallPause)
            { IsWall = true });

    private ItemEndedException SignedOut(Suspicion cause) => new(new ItemOutcome.SignedOut(
        cause.Kind is SuspicionKind.Elsewhere or SuspicionKind.Request or SuspicionKind.Answer
            ? cause.What : $"{cause.What}: {page.Url.Split('?')[0]}") { Cause = cause });

    private Suspicion? RefusedRequest() => rules.Look.Refused(activity)
        .Select(SessionFindings.RefusalOf)
        .Select(what => new Suspicion(SuspicionKind.Request, what))
        .Where(suspicion => !rules.Findings.IsHarmless(key, suspicion))
        .Select(suspicion => rules.Findings.IsRefusedSince(suspicion.What) ? suspicion with { Kind = SuspicionKind.Answer } : suspicion)
        .FirstOrDefault();

    /// <summary>A request that was answered 401 may yet be answered better.</summary>
    private async Task SettleRequestsAsync()
    {
        while (rules.Look.IsInDoubt(activity))
        {
            await Task.Delay(Glance, rules.Time);
        }

        if (RefusedRequest() is { } refused)
        {
            throw SignedOut(refused);
        }
    }

    /// <summary>Whether the form is there to stay; an app may show it before it restores its session.</summary>
    private async Task<bool> StaysOutAsync(TimeSpan stood = default)
    {
        long since = rules.Time.GetTimestamp();
        while (!SessionLook.IsToStay(stood + rules.Time.GetElapsedTime(since), activity.IsQuiet))
        {
            await Task.Delay(Glance, rules.Time);
            if (!(await rules.Marks.ReadAsync(page)).LooksOut)
            {
                return false;
            }
        }

        return true;
    }
}
