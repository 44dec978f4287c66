using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// Finds out how the cookies of a session behave, from what requests leave with and what their answers set. It starts anew with each
/// sign-in: cookies that change because somebody signs in do not rotate. It remembers digests of values, never the values. Not concurrent;
/// its owner sees to that.
/// </summary>
/// <param name="home">Where a signed-in user starts.</param>
/// <param name="named">The requests that the script names, of which every answer that changes a cookie changes a token.</param>
/// <param name="time">The clock.</param>
internal sealed class RotationWatch(Uri home, IReadOnlyList<TokenScope> named, TimeProvider time)
{
    /// <summary>
    /// One change may have another reason; answers that twice running replace what their request came with do so by rule.
    /// </summary>
    private const int ChainThatTells = 2;

    /// <summary>A session may be over for so long before that is found out; what was seen meanwhile was perhaps said to nobody.</summary>
    private static readonly TimeSpan Doubtful = TimeSpan.FromSeconds(30);

    private readonly Dictionary<CookieKey, TokenTrail> trails = [];
    private readonly PublicPaths publicPaths = new();
    private readonly HashSet<TokenTrail> refused = [];
    private bool isSigningIn;
    private bool isTrying;

    /// <summary>
    /// A page is looking at home, and the marks on it will tell who is signed in: what it gets counts even where everybody gets an answer.
    /// </summary>
    public bool IsLooking { get; set; }

    /// <summary>Whether one more look at the home page could tell more of a cookie that may rotate.</summary>
    public bool IsInDoubt =>
        trails.Values.Any(
            trail => trail is { Finding: null, Newest: not null } && (trail.Chain > 0 || (trail.IsUnproven && trail.Scope.Covers(home))));

    /// <summary>What is known.</summary>
    public IReadOnlyList<TokenFinding> Findings =>
        [.. trails.Values.Select(trail => trail.Known).OfType<TokenFinding>().OrderBy(finding => finding.Since)
            .ThenBy(finding => finding.Cookie, StringComparer.Ordinal)];

    /// <summary>Cookies that are replaced by each answer, and of which nobody knows whether values from before stay good.</summary>
    public IReadOnlyList<CookieKey> Untried =>
        [.. trails.Values.Where(trail => trail is { Chain: > 0, Finding: { Kind: TokenKind.Rotates, Evidence: TokenEvidence.Chain } })
            .Select(trail => trail.Key)];

    /// <summary>Takes over what an earlier run has found out.</summary>
    public void Adopt(TokenFinding finding) => TrailOf(TokenFindings.KeyOf(finding)).Finding = finding with { IsFromEarlierRun = true };

    /// <summary>Somebody is about to use the form: what was answered so far, everybody gets.</summary>
    public void SigningIn()
    {
        isSigningIn = true;
        publicPaths.NobodyWasIn();
    }

    /// <summary>Somebody has signed in, and a new session begins.</summary>
    /// <returns>What was believed of a cookie, and is not any more.</returns>
    public IReadOnlyList<TokenNews> SignedIn()
    {
        isSigningIn = false;
        publicPaths.SomebodyIsIn();
        refused.Clear();
        List<TokenNews> news = [];
        foreach (TokenTrail trail in trails.Values)
        {
            trail.BeginAnew();
            if (trail.Finding is { IsFromEarlierRun: false, Evidence: TokenEvidence.Chain or TokenEvidence.SameValueTwice } seen
                && time.GetUtcNow() - seen.Since < Doubtful)
            {
                news.Add(Find(trail, null));
            }
        }

        return news;
    }

    /// <summary>A look at the home page has shown that the session holds.</summary>
    /// <param name="wasSuspected">Something had looked signed out: older values that were refused meanwhile were refused because they were
    /// older.</param>
    /// <returns>What is known now.</returns>
    public IReadOnlyList<TokenNews> SessionHeld(bool wasSuspected)
    {
        isSigningIn = false;
        publicPaths.SomebodyIsIn();
        TokenNews[] news =
        [
            .. refused.Where(trail => wasSuspected && trail.Finding?.Kind != TokenKind.Rotates)
                .Select(trail => Find(
                    trail, Finding(
                        trail, TokenKind.Rotates, TokenEvidence.Refused,
                        "a value that had been replaced was refused, while the session held"))),
        ];
        refused.Clear();
        return news;
    }

    /// <summary>The home page is about to be asked for with older values of these.</summary>
    public void Try(IReadOnlyList<CookieKey> keys)
    {
        isTrying = true;
        foreach (CookieKey key in keys)
        {
            trails[key].ForgetOlder();
        }
    }

    /// <summary>That was answered, or it was not: then as little is known as before.</summary>
    /// <param name="keys">The same cookies.</param>
    /// <param name="wasTaken">Somebody was signed in on what came; null where nothing came.</param>
    /// <returns>What is known now.</returns>
    public IReadOnlyList<TokenNews> Tried(IReadOnlyList<CookieKey> keys, bool? wasTaken)
    {
        isTrying = false;
        return wasTaken is { } taken ? [.. keys.Select(key => trails[key]).Select(trail => Find(trail, OfTrial(trail, taken)))] : [];
    }

    /// <summary>
    /// Whether that request carried a token that had been replaced before it was answered, and since when; null for those that are tried on
    /// purpose.
    /// </summary>
    public (CookieKey Key, TimeSpan Before)? Late(TokenAnswer answer)
    {
        foreach (TokenTrail trail in trails.Values.Where(trail => !isTrying && trail.Finding is { Kind: not TokenKind.OlderStayGood }))
        {
            if (trail.OlderSince(answer) is { } since)
            {
                return (trail.Key, answer.At - since);
            }
        }

        return null;
    }

    /// <summary>Takes note of an answer.</summary>
    public IReadOnlyList<TokenNews> Observe(TokenAnswer answer)
    {
        publicPaths.Answered(answer);
        List<TokenNews> news = [];
        Dictionary<CookieKey, Cookie> set = [];
        foreach (Cookie cookie in answer.Set)
        {
            set[CookieKey.Of(cookie)] = cookie;
            TrailOf(CookieKey.Of(cookie));
        }

        foreach (TokenTrail trail in trails.Values)
        {
            if (answer.Carries(trail.Key) is { } digest && trail.Scope.Covers(answer.Address))
            {
                Carried(trail, digest, answer, set.GetValueOrDefault(trail.Key), news);
            }
        }

        foreach ((CookieKey key, Cookie cookie) in set)
        {
            Set(TrailOf(key), cookie, answer, news);
        }

        return news;
    }

    private void Carried(TokenTrail trail, string digest, TokenAnswer answer, Cookie? set, List<TokenNews> news)
    {
        bool isReplaced = set is not null && !SetCookie.IsDeletion(set) && TokenDigest.Of(set.Value) != digest;
        bool isRefusal = answer.Status is 401 or 403
            || (answer.Location is { } to && publicPaths.Has(to) && !isReplaced && trail.IsReplacedIn(answer.Folder));
        if (isRefusal)
        {
            if (trail.OlderSince(answer) is not null)
            {
                refused.Add(trail);
            }

            return;
        }

        if (answer.Status < 400)
        {
            trail.IsUnproven &= !(answer.IsGood && answer.IsDocument);
            trail.Carried(answer.Folder, isReplaced);
            if (trail is { Finding.Kind: TokenKind.RefreshPath, IsPlain: true })
            {
                news.Add(Find(trail, null));
            }
        }
    }

    private void Set(TokenTrail trail, Cookie cookie, TokenAnswer answer, List<TokenNews> news)
    {
        if (SetCookie.IsDeletion(cookie))
        {
            trail.Delete();
            return;
        }

        string digest = TokenDigest.Of(cookie.Value);
        bool isNew = trail.Newest is null;
        string? came = answer.Carries(trail.Key);
        bool isReplacement = came is not null && came != digest && answer.Status < 400;
        bool isBrought = isReplacement
            && trails.Values.Any(
                other => other != trail && other.Finding?.Kind == TokenKind.RefreshPath && other.Scope.Covers(answer.Address));
        if (isReplacement && !isBrought) // what a refresh token's answer brings beside it is no token of that kind
        {
            trail.Replaced(came!, answer, !IsLooking && publicPaths.Has(answer.Address));
        }

        bool changed = trail.Set(digest);
        trail.IsUnproven |= isSigningIn && (isNew || changed);
        TokenFinding? found = !isTrying && trail.IsOpen ? Conclude(trail, cookie, answer, changed) ?? trail.Finding : trail.Finding;
        bool isFinding = found?.Kind != trail.Finding?.Kind;
        if (isFinding || changed)
        {
            trail.Finding = isFinding ? found : trail.Finding;
            news.Add(new(trail.Key, changed, isFinding, trail.Finding));
        }
    }

    private TokenFinding? Conclude(TokenTrail trail, Cookie cookie, TokenAnswer answer, bool isChange)
    {
        if (isChange && !isSigningIn && named.Any(scope => scope.Covers(answer.Address)))
        {
            return Finding(
                trail, TokenKind.Rotates, TokenEvidence.Named, $"{answer.Address.AbsolutePath} has set it, which the script names");
        }

        // A cookie for a path beside the home page is a refresh token until shown otherwise; holding that path costs nothing.
        if (cookie.HttpOnly == true && !trail.IsPlain && trail.Scope.GoesTo(home.Host) && !trail.Scope.Covers(home))
        {
            return Finding(trail, TokenKind.RefreshPath, TokenEvidence.Path, "its path does not cover the home page");
        }

        if (isSigningIn || !publicPaths.AreKnown || trail.Chain < ChainThatTells || !trail.IsReplacedMostly)
        {
            return null;
        }

        string where = string.Join(", ", trail.ReplacedAt.Take(4));
        return trail.OlderTook is null
            ? Finding(trail, TokenKind.Rotates, TokenEvidence.Chain, $"answers of {where} replace the value that they come with")
            : Finding(trail, TokenKind.OlderStayGood, TokenEvidence.SameValueTwice,
                $"of {where}, two requests came with the same value, and each was answered with a new one");
    }

    private TokenFinding OfTrial(TokenTrail trail, bool wasTaken) => wasTaken && trail.OlderTook is { } age
        ? Finding(trail, TokenKind.OlderStayGood, TokenEvidence.Trial,
            $"{home.AbsolutePath} took a value that had been replaced for {age.TotalSeconds:0.0} s, and answered with a new one")
        : Finding(trail, TokenKind.Rotates, TokenEvidence.Trial,
            $"{home.AbsolutePath} {(wasTaken ? "answered without a new one to" : "refused")} a value that had been replaced");

    private TokenFinding Finding(TokenTrail trail, TokenKind kind, TokenEvidence evidence, string why) =>
        new(trail.Key.Name, trail.Key.Domain, trail.Key.Path, kind, evidence, time.GetUtcNow()) { Why = why };

    private static TokenNews Find(TokenTrail trail, TokenFinding? finding)
    {
        trail.Finding = finding;
        return new(trail.Key, HasChanged: false, IsFinding: true, finding);
    }

    private TokenTrail TrailOf(CookieKey key)
    {
        if (!trails.TryGetValue(key, out TokenTrail? trail))
        {
            trails[key] = trail = new(key);
        }

        return trail;
    }
}
