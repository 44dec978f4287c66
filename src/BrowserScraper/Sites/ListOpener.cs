using System.Runtime.ExceptionServices;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Lists;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>Opens the pages of a list, one after the other, with the patience that an item has over its attempts.</summary>
internal sealed class ListOpener(IPage page, ListPass pass, ListSupport care, TimeProvider time, CancellationToken ending)
    : IAsyncDisposable
{
    internal const int MostWaits = 20;
    internal const int MostSignOuts = 2;
    internal const int MostOutages = 5;

    private static readonly TimeSpan ToldWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Rows that were rewritten one by one have come to rest.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private CancellationTokenSource? watch;
    private Task watching = Task.CompletedTask;
    private bool hasToldThrottle;

    public IPage Page => page;

    public ListCount Count => pass.Count;

    /// <summary>The site was waited for as often as is reasonable; starting over would be no better.</summary>
    public bool HasGivenUp { get; private set; }

    /// <summary>Each page that was opened has shown that somebody is signed in.</summary>
    public bool IsProven { get; private set; } = true;

    /// <inheritdoc cref="DiscoveryContext.OpenAsync"/>
    public async Task OpenAsync(Uri address)
    {
        await TurnAsync(address.AbsoluteUri);
        await OpenPatientlyAsync(address);
        BeginWatch();
    }

    /// <inheritdoc cref="DiscoveryContext.NextPageAsync"/>
    public async Task NextPageAsync(ILocator click, ILocator rows)
    {
        string before = (await ShownRows.OfAsync(rows)).First;
        await TurnAsync($"behind a click on {PageReading.Describe(click)}");
        IResponse? refused = null;
        using IDisposable hearing = page.OnResponse(answer => refused = answer.Status is 429 or 503 ? answer : refused);
        BeginWatch();
        await click.ClickAsync();
        long began = time.GetTimestamp();
        long changed = began;
        for (ShownRows last = default; ;)
        {
            ShownRows shown = await ShownRows.OfAsync(rows);
            changed = shown == last ? changed : time.GetTimestamp();
            if (shown.First.Length > 0 && shown.First != before && time.GetElapsedTime(changed) >= Rest)
            {
                await EndWatchAsync();
                await CheckAsync();
                BeginWatch();
                return;
            }

            last = shown;
            if (Interlocked.Exchange(ref refused, null) is { } answer)
            {
                await EndWatchAsync();
                await WaitOutAsync(answer);
                BeginWatch();
                began = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(began) > care.RequestLimit)
            {
                await EndWatchAsync();
                await CheckAsync();
                throw Unmoved(click, shown.First, before);
            }

            await Task.Delay(LookInterval, time, ending);
        }
    }

    /// <summary>The script has come to the list's end.</summary>
    /// <exception cref="ItemEndedException">The last page is not for a signed-in user.</exception>
    public async Task EndAsync()
    {
        await EndWatchAsync();
        pass.EndPage();
        if (pass.Pages > 0)
        {
            await CheckAsync(); // the end of a list that nobody may see looks like any other
        }
    }

    public async ValueTask DisposeAsync() => await StopWatchAsync();

    private void BeginWatch()
    {
        watch = CancellationTokenSource.CreateLinkedTokenSource(ending);
        watching = care.WatchAsync(watch.Token);
    }

    private async Task EndWatchAsync()
    {
        await StopWatchAsync();
        if (care.Seen() is { } seen)
        {
            throw new ItemEndedException(seen);
        }
    }

    // What the door itself waits for is no reason to close the page.
    private async Task StopWatchAsync()
    {
        await (watch?.CancelAsync() ?? Task.CompletedTask);
        await watching;
        watch?.Dispose();
        watch = null;
    }

    private async Task TurnAsync(string to)
    {
        await EndWatchAsync();
        pass.Turn(to);
        await care.TurnAsync(pass.Pages - 1);
    }

    private async Task CheckAsync()
    {
        await care.CheckAsync();
        IsProven &= care.IsProven();
    }

    private async Task OpenPatientlyAsync(Uri address)
    {
        OpeningTally tally = new();
        while (true)
        {
            int generation = care.Generation();
            ItemEndedException ended;
            try
            {
                await care.OpenAsync(address);
                await CheckAsync();
                care.Arrived();
                return;
            }
            catch (ItemEndedException thrown)
            {
                ended = thrown;
            }

            if (!await IsWaitedOutAsync(ended.Outcome, tally, generation))
            {
                ExceptionDispatchInfo.Throw(ended); // with the place where it was thrown first
            }
        }
    }

    /// <returns>False where the same address is not asked for again.</returns>
    private async Task<bool> IsWaitedOutAsync(ItemOutcome outcome, OpeningTally tally, int generation)
    {
        using IDisposable? standing = care.Stand();
        switch (outcome)
        {
            case ItemOutcome.Throttled throttled:
                HasGivenUp = ++tally.Waits > MostWaits;
                await (HasGivenUp ? Task.CompletedTask : WaitAsync(throttled));
                return !HasGivenUp;
            case ItemOutcome.Unreachable away when ++tally.Outages <= MostOutages:
                HasGivenUp = !await care.AwayAsync(away.Host, ending);
                return !HasGivenUp;
            case ItemOutcome.SignedOut signedOut when care.NeedsSignIn && tally.SignOuts < MostSignOuts && tally.Stale < MostWaits:
                if (await care.RenewAsync(generation, signedOut, ending))
                {
                    tally.SignOuts++;
                    pass.Renewed();
                }
                else
                {
                    tally.Stale++; // this answer alone was given as if nobody were signed in
                }

                return true;
            default:
                return false;
        }
    }

    private async Task WaitAsync(ItemOutcome.Throttled throttled)
    {
        TimeSpan wait = throttled.Until - time.GetUtcNow();
        if (!hasToldThrottle || wait > ToldWait)
        {
            hasToldThrottle = true;
            care.Tell($"DISCOVERY: {throttled.Reason}; waits {Math.Max(0, wait.TotalSeconds):0.#} s, as the site asks");
        }

        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, ending);
    }

    /// <summary>
    /// A document that a click led to is opened again, when the site allows it; of anything else only the page's own scripts know how to
    /// ask again.
    /// </summary>
    private async Task WaitOutAsync(IResponse answer)
    {
        string? wanted = await answer.HeaderValueAsync("retry-after");
        if (HttpAnswer.Judge(answer.Status, wanted, answer.Url, time.GetUtcNow()) is not ItemOutcome.Throttled throttled)
        {
            return;
        }

        if (answer.Request is not { IsNavigationRequest: true, Method: "GET" } asked || asked.Frame != page.MainFrame)
        {
            throw new ItemEndedException(throttled);
        }

        using (care.Stand())
        {
            await WaitAsync(throttled);
        }

        await OpenPatientlyAsync(new Uri(answer.Url));
    }

    private ItemEndedException Unmoved(ILocator click, string first, string before)
    {
        string what = first.Length == 0 ? "no rows were shown"
            : first == before ? "the same rows were shown"
            : "the rows did not come to rest";
        string limit = $"{care.RequestLimit.TotalSeconds:0.#} s (REQUEST_TIMEOUT)";
        return new(new ItemOutcome.SiteChanged($"after the click on {PageReading.Describe(click)} {what} for {limit}"));
    }

    private sealed class OpeningTally
    {
        public int Waits { get; set; }

        public int Outages { get; set; }

        public int SignOuts { get; set; }

        public int Stale { get; set; }
    }
}
