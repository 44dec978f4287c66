using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Locked;

/// <summary>How a locked portal is.</summary>
public sealed record LockedPortalOptions
{
    /// <summary>What it asks for. Default: Basic.</summary>
    public LockKind Lock { get; init; }

    /// <summary>Items in the list, 1 to 1,000. Default: 20.</summary>
    public int Items { get; init; } = 20;

    /// <summary>Who may come in. Default: demo.</summary>
    public string Username { get; init; } = "demo";

    /// <summary>The password. Default: <c>pa$s w/rd:4@2"+</c>, every kind of letter that some spelling has to escape.</summary>
    public string Password { get; init; } = "pa$s w/rd:4@2\"+";

    /// <summary>Answers that one Digest nonce is good for, 1 to 1,000,000; then it is stale. Default: 1,000,000.</summary>
    public int AnswersPerNonce { get; init; } = 1_000_000;

    /// <summary>Where files are served from instead: each file's address redirects there. Default: null, from here.</summary>
    public Uri? FilesAt { get; init; }

    internal OptionProblems Problems() => new OptionProblems()
        .Range(nameof(Items), Items, 1, 1000)
        .Range(nameof(AnswersPerNonce), AnswersPerNonce, 1, 1_000_000);
}
