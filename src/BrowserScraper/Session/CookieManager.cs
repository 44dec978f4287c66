using BrowserScraper.Browsers;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// The token gate of one session. A request whose answer may replace the token is held until it is its turn, and the
/// turn ends when the answer's headers are in the cookie jar: so each token is used once, and everything else stays
/// parallel. Chromium attaches cookies after a held request is let go, so it leaves with the newest. Members may be
/// called concurrently.
/// </summary>
internal sealed class CookieManager : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock gate = new();
    private readonly CookieLineage lineage = new();
    private readonly List<PageGate> pages = [];
    private readonly IReadOnlyList<TokenScope> named;
    private readonly RotationWatch watch;
    private readonly TokenOptions options;
    private readonly Action<string> tell;
    private readonly Action rotated;
    private readonly Func<IPage, Task> share;
    private IReadOnlyList<TokenFinding> stored = [];
    private volatile TokenScope[] scopes;

    /// <param name="options">How it works.</param>
    /// <param name="home">Where a signed-in user starts; what named requests are relative to.</param>
    /// <param name="tell">Gets each decision in one line, without values.</param>
    /// <param name="rotated">Called when the session should be saved.</param>
    /// <param name="share">Puts what an answer has set into all contexts of the session.</param>
    /// <param name="time">The clock.</param>
    public CookieManager(TokenOptions options, Uri home, Action<string> tell, Action rotated, Func<IPage, Task> share, TimeProvider time)
    {
        (this.options, this.tell, this.rotated, this.share, Time) = (options, tell, rotated, share, time);
        named = [.. options.Named.Select(request => TokenScope.Named.Below(home, request, anyKind: options.Requests.Count > 0))];
        watch = new(home, options.Requests.Count > 0 ? named : [], time);
        scopes = [.. named];
        if (named.Count > 0)
        {
            tell($"TOKENS: serial; one at a time: {string.Join(", ", options.Named)}, and what carries the tokens that these change");
        }
    }

    public TimeProvider Time { get; }

    /// <summary>How long a request may hold the gate.</summary>
    public TimeSpan RequestTimeout => options.RequestTimeout;

    /// <summary>A cookie may rotate, and one more look at the home page would tell more.</summary>
    public bool IsInDoubt => options.Mode != TokenMode.Free && Locked(() => watch.IsInDoubt);

    /// <summary>
    /// Cookies that are replaced by each answer, and of which nobody knows whether values from before stay good. None where that is not
    /// asked.
    /// </summary>
    public IReadOnlyList<CookieKey> Untried => options.Mode == TokenMode.Auto ? Locked(() => watch.Untried) : [];

    /// <summary>The values that answers have set; never the values themselves.</summary>
    public IReadOnlyList<TokenUse> Lineage => Locked(() => lineage.All);

    /// <summary>What was found out about the cookies.</summary>
    public IReadOnlyList<TokenFinding> Found => Locked(() => watch.Findings);

    /// <summary>What the next run is to know.</summary>
    public IReadOnlyList<TokenFinding> Kept => Locked(() =>
        TokenFindings.Merge([.. watch.Findings.Where(finding => finding.Evidence != TokenEvidence.Named)], stored));

    /// <summary>Takes over what an earlier run has found out.</summary>
    public void Adopt(IReadOnlyList<TokenFinding> findings)
    {
        stored = findings;
        if (options.Mode != TokenMode.Free)
        {
            Locked(() => findings.Where(finding => options.Mode == TokenMode.Auto || finding.Kind != TokenKind.OlderStayGood).ToList()
                .ForEach(watch.Adopt));
            Act([]);
        }
    }

    /// <summary>Watches a page that was just opened, and holds its token requests.</summary>
    public async Task WatchAsync(IPage page, string name)
    {
        if (options.Mode == TokenMode.Free)
        {
            return;
        }

        PageGate pageGate = new(this, page, name, await PageProtocol.OfAsync(page));
        lock (gate)
        {
            ForgetClosed();
            pages.Add(pageGate);
        }

        await pageGate.BeginAsync(() => scopes);
    }

    /// <summary>A page that is watched is somebody else's from now on.</summary>
    public void Rename(IPage page, string name)
    {
        lock (gate)
        {
            if (pages.Find(each => each.IsOf(page)) is { } known)
            {
                known.Name = name;
            }
        }
    }

    /// <summary>Waits for this request's turn.</summary>
    /// <param name="page">Whose request it is, or whose cookies it carries.</param>
    /// <param name="address">The request.</param>
    /// <param name="expired">Called when it got no answer in time, and others go on.</param>
    /// <param name="ending">Gives up waiting.</param>
    /// <returns>Null where the request carries no token and may go at once.</returns>
    public async Task<TokenTurn?> EnterAsync(IPage page, Uri address, Action expired, CancellationToken ending)
    {
        if (!Covers(address))
        {
            return null;
        }

        await turn.WaitAsync(ending);
        IBrowser? browser = page.Context.Browser;
        return new TokenTurn(options.RequestTimeout, () => ReleaseAsync(page).IsToldAsync(browser, "a token's turn"), () =>
        {
            tell($"TOKENS: no answer from {address.AbsolutePath} for {options.RequestTimeout.TotalSeconds:0} s; ending it and letting the "
                + "next request go");
            expired();
        }, fault => Guarded.Told(browser, "a token's turn", fault), Time);
    }

    public bool Covers(Uri address) => scopes.Any(scope => scope.Covers(address));

    /// <summary>Takes note of an answer.</summary>
    public void Answered(TokenAnswer answer)
    {
        if (options.Mode == TokenMode.Free)
        {
            return;
        }

        (IReadOnlyList<TokenNews> news, bool isDue, string? diagnosis) = ([], false, null);
        lock (gate)
        {
            if (answer.Status is 401 or 403 && watch.Late(answer) is var (key, before))
            {
                diagnosis = lineage.Diagnose(answer, key.Name, before);
            }

            news = watch.Observe(answer);
            foreach (TokenNews changed in news.Where(each => each.HasChanged))
            {
                bool isSpent = lineage.Add(changed.Key.Name, answer) % options.SaveInterval == 0;
                isDue |= isSpent && changed.Finding?.Kind != TokenKind.OlderStayGood; // the saved one stays good
            }
        }

        Act(news, diagnosis);
        if (isDue || news.Any(each => each.IsFinding))
        {
            rotated();
        }
    }

    /// <summary>Somebody is about to use the form.</summary>
    public void SigningIn() => Locked(watch.SigningIn);

    /// <summary>Somebody has signed in.</summary>
    public void SignedIn() => Act(Locked(watch.SignedIn));

    /// <inheritdoc cref="RotationWatch.SessionHeld"/>
    public void SessionHeld(bool wasSuspected) => Act(Locked(() => watch.SessionHeld(wasSuspected)));

    /// <summary>Somebody looks at the home page, and will say who is signed in; or has done so.</summary>
    public void Looking(bool isLooking) => Locked(() => watch.IsLooking = isLooking);

    /// <inheritdoc cref="RotationWatch.Try"/>
    public void Try(IReadOnlyList<CookieKey> keys) => Locked(() => watch.Try(keys));

    /// <inheritdoc cref="RotationWatch.Tried"/>
    public void Tried(IReadOnlyList<CookieKey> keys, bool? wasTaken) => Act(Locked(() => watch.Tried(keys, wasTaken)));

    public void Dispose() => turn.Dispose();

    /// <summary>Before the next one goes, every context of the session has the newest token.</summary>
    private async Task ReleaseAsync(IPage page)
    {
        try
        {
            await share(page);
        }
        finally
        {
            turn.Release();
        }
    }

    private void ForgetClosed()
    {
        foreach (PageGate page in pages.Where(page => page.IsClosed))
        {
            page.Dispose();
        }

        pages.RemoveAll(page => page.IsClosed);
    }

    /// <summary>Tells what was found out, and holds what is to be held from now on, and nothing else.</summary>
    private void Act(IReadOnlyList<TokenNews> news, string? diagnosis = null)
    {
        PageGate[] open = [];
        bool isChange;
        lock (gate)
        {
            TokenScope[] now = [.. named, .. TokenFindings.Held(watch.Findings)];
            isChange = !now.SequenceEqual(scopes);
            if (isChange)
            {
                ForgetClosed();
                scopes = now;
                open = [.. pages];
            }
        }

        // What changes nothing that is held is told in the report alone.
        foreach (string line in news.Where(each => each.IsFinding && (isChange || each.Finding?.Evidence == TokenEvidence.Trial))
            .Select(TokenWords.Of).Prepend(diagnosis).OfType<string>())
        {
            tell(line);
        }

        foreach (PageGate page in open)
        {
            _ = page.HoldAsync();
        }
    }

    private void Locked(Action work)
    {
        lock (gate)
        {
            work();
        }
    }

    private T Locked<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }
}
