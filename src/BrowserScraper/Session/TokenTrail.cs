using BrowserScraper.Items;

namespace BrowserScraper.Session;

/// <summary>
/// What was seen of one cookie: its last values as digests, and what became of them. Not concurrent; its owner sees to that.
/// </summary>
internal sealed class TokenTrail(CookieKey key)
{
    private const int MostValues = 100;
    private const int PlainAnswers = 2;

    private readonly Dictionary<string, Value> values = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private readonly Dictionary<string, Share> shares = new(StringComparer.Ordinal);

    private sealed record Value(DateTimeOffset? ReplacedAt, bool IsPublic);

    private sealed record Share(int Carried, int Replaced);

    public CookieKey Key { get; } = key;

    public TokenScope.OfCookie Scope { get; } = new(key);

    public TokenFinding? Finding { get; set; }

    /// <summary>What is known of it, with the age that older values were taken at so far.</summary>
    public TokenFinding? Known => Finding is { Kind: TokenKind.OlderStayGood } good
        ? good with { GoodForSeconds = Math.Max(Math.Round(OlderTook?.TotalSeconds ?? 0, 3), good.GoodForSeconds ?? 0) }
        : Finding;

    /// <summary>What comes next may tell more of it.</summary>
    public bool IsOpen => Finding is null or { Kind: TokenKind.Rotates, Evidence: TokenEvidence.Chain, IsFromEarlierRun: false };

    /// <summary>The digest of the value that was set last; null where none is known.</summary>
    public string? Newest { get; private set; }

    /// <summary>Answers in this generation that have replaced the value that they came with, each another one.</summary>
    public int Chain { get; private set; }

    /// <summary>Set at a sign-in, and not yet carried by a page that was answered well.</summary>
    public bool IsUnproven { get; set; }

    /// <summary>How long a value had been replaced that was taken none the less; null where none was.</summary>
    public TimeSpan? OlderTook { get; private set; }

    /// <summary>Requests that carried it were answered well, and never with a new one: it is no refresh token, whatever its path.</summary>
    public bool IsPlain => shares.Values.Sum(share => share.Carried) >= PlainAnswers && shares.Values.All(share => share.Replaced == 0);

    /// <summary>
    /// Most answers at the places where it is ever replaced replace it: a session that is only prolonged now and then does not rotate.
    /// </summary>
    public bool IsReplacedMostly
    {
        get
        {
            Share[] where = [.. shares.Values.Where(share => share.Replaced > 0)];
            return where.Sum(share => share.Replaced) * 2 >= where.Sum(share => share.Carried);
        }
    }

    /// <summary>Where it was replaced.</summary>
    public IEnumerable<string> ReplacedAt =>
        shares.Where(share => share.Value.Replaced > 0).Select(share => share.Key).Order(StringComparer.Ordinal);

    public bool IsReplacedIn(string folder) => shares.TryGetValue(folder, out Share? share) && share.Replaced > 0;

    /// <summary>Somebody has signed in: what was seen before tells nothing of this session.</summary>
    public void BeginAnew()
    {
        Finding = Known; // with the age that was seen so far
        values.Clear();
        order.Clear();
        shares.Clear();
        Chain = 0;
        OlderTook = null;
        if (Newest is not null)
        {
            Remember(Newest);
        }
    }

    /// <summary>What older values were taken so far does not count any more.</summary>
    public void ForgetOlder() => OlderTook = null;

    /// <returns>Whether the value is another than the one before.</returns>
    public bool Set(string digest)
    {
        bool changed = Newest is not null && Newest != digest;
        Newest = digest;
        Remember(digest);
        return changed;
    }

    /// <summary>An answer has deleted it.</summary>
    public void Delete() => Newest = null;

    /// <summary>
    /// Since when the value that a request came with had been replaced before it was answered; null where it was the newest, or is not
    /// known.
    /// </summary>
    public DateTimeOffset? OlderSince(TokenAnswer answer) =>
        answer.Carries(Key) is { } digest && digest != Newest && values.GetValueOrDefault(digest)?.ReplacedAt is { } since
            && since < answer.At ? since : null;

    /// <summary>A request that carried it was answered well.</summary>
    public void Carried(string folder, bool wasReplaced)
    {
        Share share = shares.GetValueOrDefault(folder) ?? new(0, 0);
        shares[folder] = new(share.Carried + 1, share.Replaced + (wasReplaced ? 1 : 0));
    }

    /// <summary>An answer has replaced the value that its request came with.</summary>
    /// <param name="digest">That value.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="isPublic">Whoever is not signed in gets such an answer, too: it says nothing of the session.</param>
    public void Replaced(string digest, TokenAnswer answer, bool isPublic)
    {
        Value? before = values.GetValueOrDefault(digest);
        if (before?.ReplacedAt is { } since)
        {
            if (!isPublic && !before.IsPublic && answer.IsGood)
            {
                TimeSpan age = answer.Left > since ? answer.Left - since : TimeSpan.Zero;
                OlderTook = OlderTook > age ? OlderTook : age;
            }

            return;
        }

        Remember(digest);
        values[digest] = new(answer.At, isPublic || !answer.IsGood);
        Chain += isPublic ? 0 : 1;
    }

    private void Remember(string digest)
    {
        if (values.TryAdd(digest, new(null, false)))
        {
            order.Enqueue(digest);
            if (order.Count > MostValues)
            {
                values.Remove(order.Dequeue());
            }
        }
    }
}
