using BrowserScraper.Items;

namespace BrowserScraper.Sites;

/// <summary>What reading a list needs of those who care for its page, its session, its host and the clock.</summary>
internal sealed record ListSupport
{
    /// <summary>Loads an address.</summary>
    public required Func<Uri, Task> OpenAsync { get; init; }

    /// <summary>
    /// Looks at what the page shows. Throws <see cref="ItemEndedException"/> where that is not for a signed-in user.
    /// </summary>
    public Func<Task> CheckAsync { get; init; } = () => Task.CompletedTask;

    /// <summary>
    /// Looks at the page while the script works on it, until that token is cancelled; closes it where it shows that nobody is signed in.
    /// </summary>
    public Func<CancellationToken, Task> WatchAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>Why the watch has closed the page; null where it has not.</summary>
    public Func<ItemOutcome?> Seen { get; init; } = () => null;

    /// <summary>What the page shows proves that somebody is signed in, or nobody needs to be.</summary>
    public Func<bool> IsProven { get; init; } = () => true;

    /// <summary>Whether a session can end.</summary>
    public bool NeedsSignIn { get; init; } = true;

    /// <summary>Longest wait for what one step brings.</summary>
    public TimeSpan RequestLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The session's generation now.</summary>
    public Func<int> Generation { get; init; } = () => 0;

    /// <summary>Signs in, unless that generation's session holds or somebody has done so since.</summary>
    /// <returns>False where it holds, so that the page only looked like it.</returns>
    public Func<int, ItemOutcome.SignedOut, CancellationToken, Task<bool>> RenewAsync { get; init; } = (_, _, _) => Task.FromResult(true);

    /// <summary>A page has come as it should.</summary>
    public Action Arrived { get; init; } = () => { };

    /// <summary>Completes when a host that did not answer may be asked again; with false where it was away for too long.</summary>
    public Func<string, CancellationToken, Task<bool>> AwayAsync { get; init; } = (_, _) => Task.FromResult(false);

    /// <summary>Completes when the next page may be asked for; given how many this reading has asked for.</summary>
    public Func<int, Task> TurnAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>Discovery's own limit stands still until what it returns is disposed.</summary>
    public Func<IDisposable?> Stand { get; init; } = () => null;

    /// <summary>Told what is waited for.</summary>
    public Action<string> Tell { get; init; } = _ => { };
}
