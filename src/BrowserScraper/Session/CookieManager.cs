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
    private const int LongestLineage = 300;

    /// <summary>Where short-lived access tokens run out all the time, refusals are the site's way; a few lines tell enough.</summary>
    private const int MostDiagnoses = 5;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock gate = new();
    private readonly RotationWatch watch = new();
    private readonly Queue<TokenUse> lineage = new();
    private readonly HashSet<TokenScope> scopes = [];
    private readonly List<PageGate> pages = [];
    private readonly TokenOptions options;
    private readonly Action<string> tell;
    private readonly Action rotated;
    private readonly Func<IPage, Task> share;
    private int tokens;
    private int diagnosed;
    private int diagnoses;

    /// <param name="options">How it works.</param>
    /// <param name="site">What named requests are relative to.</param>
    /// <param name="tell">Gets each decision in one line, without values.</param>
    /// <param name="rotated">Called when the session should be saved.</param>
    /// <param name="share">Puts what an answer has set into all contexts of the session.</param>
    /// <param name="time">The clock.</param>
    public CookieManager(TokenOptions options, Uri site, Action<string> tell, Action rotated, Func<IPage, Task> share, TimeProvider time)
    {
        this.options = options;
        this.tell = tell;
        this.rotated = rotated;
        this.share = share;
        Time = time;
        if (options.Mode == TokenMode.Serial)
        {
            IReadOnlyList<string> named = options.Requests is { Count: > 0 } requests ? requests : ["/*"];
            scopes.UnionWith(named.Select(request => new TokenScope(
                new Uri(site, request.Replace("**", "*", StringComparison.Ordinal)).AbsoluteUri, AnyKind: options.Requests.Count > 0)));
            tell($"TOKENS: serial; one at a time: {string.Join(", ", named)}");
        }
    }

    public TimeProvider Time { get; }

    /// <summary>How long a request may hold the gate.</summary>
    public TimeSpan RequestTimeout => options.RequestTimeout;

    /// <summary>A cookie has changed, but not often enough to tell whether it rotates.</summary>
    public bool IsInDoubt
    {
        get
        {
            lock (gate)
            {
                return options.Mode == TokenMode.Auto && watch.IsInDoubt;
            }
        }
    }

    public IReadOnlyList<TokenUse> Lineage
    {
        get
        {
            lock (gate)
            {
                return [.. lineage];
            }
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

        await pageGate.BeginAsync(Scopes());
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
        if (!Scopes().Any(scope => scope.Covers(address)))
        {
            return null;
        }

        await turn.WaitAsync(ending);
        IBrowser? browser = page.Context.Browser;
        return new TokenTurn(options.RequestTimeout, () => ReleaseAsync(page).IsToldAsync(browser, "a token's turn"), () =>
        {
            tell($"TOKENS: no answer from {address.AbsolutePath} for {options.RequestTimeout.TotalSeconds:0} s; ending it and letting the next request go");
            expired();
        }, fault => Guarded.Told(browser, "a token's turn", fault), Time);
    }

    public bool Covers(Uri address) => Scopes().Any(scope => scope.Covers(address));

    /// <summary>Takes note of what an answer has set.</summary>
    public void Observe(IReadOnlyList<Cookie> set, Uri address, string by)
    {
        foreach (Cookie cookie in set)
        {
            Rotation rotation;
            bool isDue;
            lock (gate)
            {
                rotation = watch.Observe(cookie, address);
                isDue = rotation.HasChanged && Note(cookie.Name, address, by) % options.SaveInterval == 0;
            }

            if (rotation.IsNews && options.Mode == TokenMode.Auto)
            {
                Hold(rotation);
            }

            if (isDue)
            {
                rotated();
            }
        }
    }

    /// <summary>A site that rotates its token has refused a request: tells once a token, and a few times at all, who had the newest.</summary>
    public void Rejected(int status, Uri address, string by)
    {
        TokenUse? newest;
        lock (gate)
        {
            newest = lineage.LastOrDefault();
            if (newest is null || newest.Number == diagnosed || diagnoses == MostDiagnoses)
            {
                return;
            }

            diagnosed = newest.Number;
            diagnoses++;
        }

        tell($"TOKENS: {status} for {address.AbsolutePath} ({by}); the newest token was number {newest.Number}, "
            + $"set {(Time.GetUtcNow() - newest.At).TotalSeconds:0.000} s before by {newest.Path} ({newest.By})");
    }

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

    private TokenScope[] Scopes()
    {
        lock (gate)
        {
            return [.. scopes];
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

    private int Note(string cookie, Uri address, string by)
    {
        lineage.Enqueue(new(++tokens, cookie, Time.GetUtcNow(), by, address.AbsolutePath));
        if (lineage.Count > LongestLineage)
        {
            lineage.Dequeue();
        }

        return tokens;
    }

    private void Hold(Rotation rotation)
    {
        PageGate[] open;
        lock (gate)
        {
            if (!scopes.Add(rotation.Scope))
            {
                return;
            }

            ForgetClosed();
            open = [.. pages];
        }

        tell(rotation.HasChanged
            ? $"TOKENS: '{rotation.Cookie}' changes with each answer of {string.Join(", ", rotation.Paths.Take(4))}; gating the requests that carry it (TOKEN_MODE=free if the site takes older ones, too)"
            : $"TOKENS: '{rotation.Cookie}' goes to {new Uri(rotation.Scope.Pattern.TrimEnd('*')).AbsolutePath} alone, as a refresh token does; gating those requests");
        foreach (PageGate page in open)
        {
            _ = page.HoldAsync(Scopes());
        }
    }
}
