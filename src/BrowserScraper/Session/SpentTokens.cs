using System.IO.Enumeration;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// Finds out whether page loads of a session spend a token that is kept in storage, and remembers it with the session. Members may be
/// called concurrently.
/// </summary>
internal sealed class SpentTokens
{
    private const int LongestLineage = 300;
    private const int MostNames = 4;

    private readonly Lock gate = new();
    private readonly Queue<TokenUse> lineage = new();
    private readonly TokenOptions options;
    private readonly Uri site;
    private readonly Action<string> tell;
    private readonly Action rotated;
    private readonly Action<IBrowserContext?> found;
    private readonly TimeProvider time;
    private volatile bool areOn;
    private volatile bool isSigningIn;
    private bool hasToldSession;
    private int changes;

    /// <param name="options">How it works.</param>
    /// <param name="site">Where a signed-in user starts.</param>
    /// <param name="memory">What is known of the pages' storage.</param>
    /// <param name="tell">Gets what is found in one line, without values.</param>
    /// <param name="rotated">Called when the session should be saved.</param>
    /// <param name="found">Called once, when page loads are found to spend tokens, with the context where that was seen; null where an
    /// earlier run has.</param>
    /// <param name="time">The clock.</param>
    public SpentTokens(
        TokenOptions options, Uri site, StorageMemory memory, Action<string> tell, Action rotated, Action<IBrowserContext?> found,
        TimeProvider time)
    {
        (this.options, this.site, Memory, this.tell, this.rotated, this.found, this.time) =
            (options, site, memory, tell, rotated, found, time);
        areOn = IsAllowed && options.Keys.Count > 0;
    }

    public StorageMemory Memory { get; }

    /// <summary>The longest that one page load keeps the others waiting.</summary>
    public TimeSpan Limit => options.RequestTimeout;

    /// <summary>Page loads go one at a time.</summary>
    public bool AreOn => areOn;

    /// <summary>Something looks like a token, and no page load has shown yet whether it is spent.</summary>
    public bool IsInDoubt => IsAllowed && !areOn && !Memory.IsTried && Memory.Tokens.Count > 0;

    /// <summary>Somebody is signing in: what changes meanwhile is no page load's.</summary>
    public bool IsSigningIn
    {
        set => isSigningIn = value;
    }

    /// <summary>Which page brought which change, without values.</summary>
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

    private bool IsAllowed => options.Mode != TokenMode.Free;

    /// <summary>Goes on with what the script names, and what an earlier run has found.</summary>
    public void Resume()
    {
        if (areOn || (IsAllowed && Memory.Spent.Count > 0))
        {
            areOn = true;
            found(null);
            IEnumerable<string> names =
                [.. Memory.Spent.Select(key => $"'{key.Name}' in {key.Kind}"), .. options.Keys.Select(key => $"'{key}'")];
            tell(
                $"TOKENS: page loads spend {string.Join(", ", names.Distinct().Take(MostNames))}; "
                + "one page load at a time, in one context");
        }
    }

    /// <summary>Whether loading this address may spend a token.</summary>
    public bool Covers(Uri address) =>
        areOn && (address.Host == site.Host || Memory.Spent.Any(key => key.Origin == address.GetLeftPart(UriPartial.Authority)));

    /// <summary>A page has told of a value that was not known.</summary>
    /// <param name="page">The page.</param>
    /// <param name="key">Where it stands.</param>
    /// <param name="before">What stood there last, also before it was removed; null where nothing did.</param>
    /// <param name="now">What stands there now; null for nothing.</param>
    /// <returns>Whether a token that page loads spend has changed.</returns>
    public bool Changed(PageStorage page, StorageKey key, string? before, string? now)
    {
        if (now is null || !Memory.IsToken(key))
        {
            return false;
        }

        TellOfSession(key);
        if (before is null || before == now)
        {
            return false;
        }

        if (!IsSpent(key) && !isSigningIn && IsAllowed && FoundToken.IsSpent(key.Name, before, now, Memory.HasRefresh))
        {
            Find(page, key);
        }

        bool isSpent = IsSpent(key);
        if (isSpent && Note(page, key) % options.SaveInterval == 0)
        {
            rotated();
        }

        return isSpent;
    }

    /// <summary>A page load has reached <see cref="Limit"/>.</summary>
    public void TellLate(PageStorage page) =>
        tell($"TOKENS: {page.Name} has loaded for {Limit.TotalSeconds:0} s, and no new token has come; letting the next page load");

    private bool IsSpent(StorageKey key) =>
        areOn && (Memory.Spent.Contains(key)
            || options.Keys.Any(name => FileSystemName.MatchesSimpleExpression(name, key.Name, ignoreCase: false)));

    private void Find(PageStorage page, StorageKey key)
    {
        if (!Memory.Spend(key))
        {
            return;
        }

        tell($"TOKENS: '{key.Name}' in {key.Kind} changes when a page loads; one page load at a time from now on, in one context "
            + "(TOKEN_MODE=free if the site takes older ones, too)");
        lock (gate)
        {
            if (areOn)
            {
                return;
            }

            areOn = true;
        }

        found(page.Page.Context);
    }

    private void TellOfSession(StorageKey key)
    {
        lock (gate)
        {
            if (key.IsLocal || hasToldSession)
            {
                return;
            }

            hasToldSession = true;
        }

        tell($"TOKENS: '{key.Name}' is in sessionStorage, which each page has for itself; new pages get a copy, and it is kept with the "
            + "session");
    }

    /// <returns>How many changes there have been.</returns>
    private int Note(PageStorage page, StorageKey key)
    {
        lock (gate)
        {
            string path = Uri.TryCreate(page.Page.Url, UriKind.Absolute, out Uri? address) ? address.AbsolutePath : "";
            lineage.Enqueue(new(++changes, key.Name, time.GetUtcNow(), page.Name, path));
            if (lineage.Count > LongestLineage)
            {
                lineage.Dequeue();
            }

            return changes;
        }
    }
}
