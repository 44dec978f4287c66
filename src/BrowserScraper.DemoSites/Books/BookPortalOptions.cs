using BrowserScraper.DemoSites.Faults;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Books;

/// <summary>How large, slow and strict the book portal is.</summary>
public sealed record BookPortalOptions
{
    /// <summary>Books on the shelf, 1 to 10,000. Default: 60.</summary>
    public int Books { get; init; } = 60;

    /// <summary>Accounts that may sign in, 1 to 100. Default: 1.</summary>
    public int Accounts { get; init; } = 1;

    /// <summary>Books on one page of the shelf, 1 to 1,000. Default: 20.</summary>
    public int BooksPerPage { get; init; } = 20;

    /// <summary>The TCP port on 127.0.0.1, 0 to 65,535; 0 takes a free one. Default: 0.</summary>
    public int Port { get; init; }

    /// <summary>
    /// How long an answer takes, assets apart, 0 to 1 minute: half of it before the token is judged, half of it before
    /// the answer's headers leave. Default: 0.
    /// </summary>
    public TimeSpan Latency { get; init; }

    /// <summary>
    /// How long the answer for a script, style sheet, font or cover takes, 0 to 1 minute. Each book page loads its
    /// script anew and asks for chapters once that is there. Default: 0.
    /// </summary>
    public TimeSpan AssetLatency { get; init; }

    /// <summary>Decides which books there are; the same seed gives the same shelf. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// When a session's token is replaced. Default: with every answer, and the old one is dead at once.
    /// </summary>
    public TokenRotation Rotation { get; init; } = TokenRotation.Strict;

    /// <summary>
    /// How long a replaced token still counts, with <see cref="TokenRotation.Grace"/> only; 0 to 1 minute. Default: 0.
    /// </summary>
    public TimeSpan Grace { get; init; }

    /// <summary>
    /// How long an access token lives, with <see cref="TokenRotation.OnRefresh"/> only; 10 ms to 1 day. Default: 2 s.
    /// </summary>
    public TimeSpan AccessLifetime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The shelf links to <c>/read/{id}</c>, which leads over <c>/read/{id}/open</c> to <c>/books/{id}</c>; each step
    /// is a token request. Default: the shelf links to the book.
    /// </summary>
    public bool RotateInRedirects { get; init; }

    /// <summary>
    /// A token that was replaced and is used again ends its session. Default: the request is rejected, the session
    /// lives.
    /// </summary>
    public bool ReuseDetection { get; init; }

    /// <summary>Accepted token requests after which a session ends, 1 or more; null for never. Default: null.</summary>
    public int? EndSessionAfterRequests { get; init; }

    /// <summary>
    /// How many sessions <see cref="EndSessionAfterRequests"/> ends at the most, 0 or more; null for all.
    /// Default: null.
    /// </summary>
    public int? SessionEnds { get; init; }

    /// <summary>
    /// Ids of books whose first chapter is, when first asked for by a session that lives, not answered until the client
    /// goes away. The token is not replaced by that. Default: none.
    /// </summary>
    public IReadOnlyCollection<string> HangingTokenRequests { get; init; } = [];

    /// <summary>
    /// Called once a token is replaced, before its answer is sent: who has used it does not know the new one yet. May be
    /// called concurrently. Default: nothing.
    /// </summary>
    public Action TokenSpent { get; init; } = () => { };

    /// <summary>
    /// What else goes wrong: faults of a page strike <c>/books/{id}</c>, faults of a file its EPUB. <c>hang</c> and
    /// <c>logout</c> strike before the token is replaced, the others after. Default: nothing.
    /// </summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>Everything that is out of its range.</summary>
    internal OptionProblems Problems()
    {
        var minute = TimeSpan.FromMinutes(1);
        return new OptionProblems()
            .Range(nameof(Books), Books, 1, 10_000)
            .Range(nameof(Accounts), Accounts, 1, 100)
            .Range(nameof(BooksPerPage), BooksPerPage, 1, 1000)
            .Range(nameof(Port), Port, 0, 65_535)
            .Range(nameof(Latency), Latency, TimeSpan.Zero, minute)
            .Range(nameof(AssetLatency), AssetLatency, TimeSpan.Zero, minute)
            .Range(nameof(Grace), Grace, TimeSpan.Zero, minute)
            .Range(nameof(AccessLifetime), AccessLifetime, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1))
            .Range(nameof(EndSessionAfterRequests), EndSessionAfterRequests ?? 1, 1, int.MaxValue)
            .Range(nameof(SessionEnds), SessionEnds ?? 0, 0, int.MaxValue);
    }
}
