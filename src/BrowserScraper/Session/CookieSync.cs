using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// Keeps the cookies of a session's shards in step: reads one shard's, and puts what has changed since the last time into the others. One
/// at a time, so that what is read has what was put there before. Members may be called concurrently.
/// </summary>
internal sealed class CookieSync(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Playwright tells a cookie's end as a number that counts today's seconds in steps of 128. An end that moves by less is no news: many
    /// sites move it with each answer. A cookie that is gone so shortly before its end has come to it.
    /// </summary>
    private const float EndsAlike = 600;

    private readonly SemaphoreSlim gate = new(1, 1);
    private Dictionary<Key, BrowserContextCookiesResult> known = [];

    /// <summary>The shard that had news last; null before the first.</summary>
    public IBrowserContext? Newest { get; private set; }

    /// <summary>Puts what is new in one shard into the others.</summary>
    /// <param name="from">The one.</param>
    /// <param name="all">Tells the shards when it is their turn.</param>
    /// <returns>Those that could not be reached, and are out of step from now on.</returns>
    public async Task<IReadOnlyList<IBrowserContext>> ShareAsync(IBrowserContext from, Func<IEnumerable<IBrowserContext>> all)
    {
        await gate.WaitAsync();
        try
        {
            return await ShareUngatedAsync(from, all());
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Gives all others what one shard has, whatever they had before.</summary>
    /// <inheritdoc cref="ShareAsync"/>
    public async Task<IReadOnlyList<IBrowserContext>> AlignAsync(IBrowserContext from, Func<IEnumerable<IBrowserContext>> all)
    {
        await gate.WaitAsync();
        try
        {
            foreach (IBrowserContext other in all().Where(other => other != from))
            {
                // As if it had been known, and of another value: then it is news whether the one has it or not.
                foreach (BrowserContextCookiesResult cookie in await ReadAsync(other) ?? [])
                {
                    cookie.Value = "";
                    known[Key.Of(cookie)] = cookie;
                }
            }

            return await ShareUngatedAsync(from, all());
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Gives a new shard the cookies of another.</summary>
    /// <param name="fresh">The new one.</param>
    /// <param name="from">The other.</param>
    /// <param name="all">Tells the shards that are in step already.</param>
    /// <param name="joined">Called before anything else is shared: from now on the new one belongs to them.</param>
    /// <exception cref="PlaywrightException">One of the two is gone.</exception>
    public async Task JoinAsync(IBrowserContext fresh, IBrowserContext from, Func<IEnumerable<IBrowserContext>> all, Action joined)
    {
        await gate.WaitAsync();
        try
        {
            await ShareUngatedAsync(from, all());
            IReadOnlyList<BrowserContextCookiesResult> cookies = await from.CookiesAsync().WaitAsync(StepLimit, time);
            known = ByKey(cookies);
            if (cookies.Count > 0)
            {
                await fresh.AddCookiesAsync(cookies.Select(Copy)).WaitAsync(StepLimit, time);
            }

            joined();
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<IReadOnlyList<IBrowserContext>> ShareUngatedAsync(IBrowserContext from, IEnumerable<IBrowserContext> all)
    {
        if (await ReadAsync(from) is not { } cookies)
        {
            return []; // it is gone, and its pages with it
        }

        Dictionary<Key, BrowserContextCookiesResult> now = ByKey(cookies);
        Cookie[] news =
        [
            .. now.Where(each => !known.TryGetValue(each.Key, out BrowserContextCookiesResult? old) || HasChanged(old, each.Value))
                .Select(each => Copy(each.Value)),
            .. known.Where(each => !now.ContainsKey(each.Key) && !HasEnded(each.Value)).Select(each => Gone(each.Value)),
        ];
        known = now;
        if (news.Length == 0)
        {
            return [];
        }

        Newest = from;
        IBrowserContext[] others = [.. all.Where(other => other != from)];
        bool[] reached = await Task.WhenAll(others.Select(other => WorksAsync(other.AddCookiesAsync(news))));
        return [.. others.Where((_, index) => !reached[index])];
    }

    private async Task<IReadOnlyList<BrowserContextCookiesResult>?> ReadAsync(IBrowserContext from)
    {
        Task<IReadOnlyList<BrowserContextCookiesResult>> asked = from.CookiesAsync();
        return await WorksAsync(asked) ? await asked : null;
    }

    private async Task<bool> WorksAsync(Task step) => await step.EndsWithinAsync(StepLimit, time) && step.IsCompletedSuccessfully;

    private bool HasEnded(BrowserContextCookiesResult cookie) =>
        cookie.Expires >= 0 && cookie.Expires - EndsAlike <= time.GetUtcNow().ToUnixTimeSeconds();

    private static bool HasChanged(BrowserContextCookiesResult old, BrowserContextCookiesResult now) =>
        old.Value != now.Value || Math.Abs(old.Expires - now.Expires) > EndsAlike
        || (old.HttpOnly, old.Secure, old.SameSite) != (now.HttpOnly, now.Secure, now.SameSite);

    // One of two that differ in nothing but what Playwright does not tell.
    private static Dictionary<Key, BrowserContextCookiesResult> ByKey(IEnumerable<BrowserContextCookiesResult> cookies) =>
        cookies.GroupBy(Key.Of).ToDictionary(group => group.Key, group => group.Last());

    /// <summary>The same cookie, to be put into a jar.</summary>
    // rounded up: down, a cookie of half a minute would be dead on arrival
    public static Cookie Copy(BrowserContextCookiesResult cookie) =>
        With(cookie, cookie.Value, cookie.Expires < 0 ? -1 : MathF.BitIncrement(cookie.Expires));

    // Playwright's ClearCookies takes all of them out and puts the others back, and a request in between goes without.
    private static Cookie Gone(BrowserContextCookiesResult cookie) => With(cookie, "", expires: 1);

    private static Cookie With(BrowserContextCookiesResult cookie, string value, float expires) => new()
    {
        Name = cookie.Name,
        Value = value,
        Domain = cookie.Domain,
        Path = cookie.Path,
        PartitionKey = cookie.PartitionKey,
        Expires = expires,
        HttpOnly = cookie.HttpOnly,
        Secure = cookie.Secure,
        SameSite = cookie.SameSite,
    };

    private readonly record struct Key(string Name, string Domain, string Path, string? Partition)
    {
        public static Key Of(BrowserContextCookiesResult cookie) => new(cookie.Name, cookie.Domain, cookie.Path, cookie.PartitionKey);
    }
}
