using System.Text.RegularExpressions;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Pacing;

/// <summary>
/// Sends pages to addresses, and tells the station "site away" how the hosts have answered. Members may be called concurrently, for one
/// page one at a time.
/// </summary>
internal sealed partial class Visits(HostWatch hosts, HttpLogins logins, TimeProvider time)
{
    private const int Tries = 5;

    private const string Interrupted = "is interrupted by another navigation to";

    private const string GivenUp = "net::ERR_ABORTED at ";

    // What a browser with windows says of a 401 that nobody has answered.
    private const string NoLogin = "ERR_INVALID_AUTH_CREDENTIALS";

    private static readonly TimeSpan WordLimit = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Goes there, when it is the page's turn. Network failures, half documents, and gateways that have nobody behind them end the attempt.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="wanted">Where to.</param>
    /// <param name="until">How far it must have come.</param>
    /// <param name="takesAnyStatus">A 502, 503 or 504 is an answer, too. Default: it ends the attempt, unless the site says when to come
    /// back.</param>
    /// <exception cref="ItemEndedException">Unreachable or Failed; Rejected where the server asks by HTTP for a user and a password that
    /// nobody has.</exception>
    /// <exception cref="RunStopException">The site's server does, or refuses those of the settings.</exception>
    public async Task<IResponse?> GoAsync(IPage page, Uri wanted, WaitUntilState until, bool takesAnyStatus = false)
    {
        Uri address = Taken(wanted);
        if (ItemKey.FaultOfAddress(address) is { } fault)
        {
            throw new ItemEndedException(new ItemOutcome.Rejected(fault));
        }

        hosts.RefuseWhereAway(address);
        await BrowserInterception.LetInAsync(page);
        Action arrived = await PageLoads.EnterAsync(page, address);
        DocumentLoad load = (await PageActivity.OfAsync(page, time)).Expect(address);
        DateTimeOffset begun = time.GetUtcNow();
        IResponse? answer;
        try
        {
            answer = await ArriveAsync(page, () => page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = until }), load);
        }
        catch (TimeoutException late)
        {
            throw load.HasAnswer
                ? new ItemEndedException(
                    new ItemOutcome.Failed($"{load.Address.AbsoluteUri} has begun to answer, and did not end in time (REQUEST_TIMEOUT)"),
                    late)
                : new ItemEndedException(hosts.Met(NetworkTrouble.Silence(load.Address), begun), late);
        }
        catch (PlaywrightException unanswered) when (unanswered.Message.Contains(NoLogin, StringComparison.Ordinal))
        {
            throw logins.Refusal(load.Address, asked: "Basic or Digest")
                ?? new ItemEndedException(new ItemOutcome.SignedOut($"401 for {load.Address.AbsoluteUri}"), unanswered);
        }
        catch (PlaywrightException refused) when (NetworkTrouble.Of(load.Address, refused.Message) is { } trouble)
        {
            throw new ItemEndedException(hosts.Met(trouble, begun), refused);
        }
        finally
        {
            arrived();
        }

        if (answer is not null && Uri.TryCreate(answer.Url, UriKind.Absolute, out Uri? answered))
        {
            string? retryAfter = answer.Status is 502 or 503 or 504 && !takesAnyStatus ? await answer.HeaderValueAsync("retry-after") : "";
            if (NetworkTrouble.OfStatus(answered, answer.Status, retryAfter) is { } gateway)
            {
                throw new ItemEndedException(hosts.Met(gateway, begun));
            }

            hosts.Answered(answered, begun);
            Admitted(answered, answer);
        }

        return answer;
    }

    /// <summary>The address without user and password, which are kept for its origin.</summary>
    public Uri Taken(Uri address) => logins.Taken(address);

    /// <summary>Reads what a script's own call has thrown.</summary>
    /// <param name="page">Where.</param>
    /// <param name="address">What the page was for.</param>
    /// <param name="exception">What was thrown.</param>
    /// <param name="begun">When the work began that has ended so.</param>
    /// <returns>How the attempt ends, or null where that says nothing about a host.</returns>
    public ItemOutcome? Read(IPage page, Uri? address, Exception exception, DateTimeOffset begun)
    {
        if (exception is not (PlaywrightException or TimeoutException))
        {
            return null;
        }

        Match navigation = Navigation().Match(exception.Message);
        Uri? asked = navigation.Success && Uri.TryCreate(navigation.Groups["address"].Value, UriKind.Absolute, out Uri? found)
            ? found : address;
        NetworkTrouble? trouble = asked is null ? null
            : NetworkTrouble.Of(asked, exception.Message)
                ?? (exception is TimeoutException && navigation.Success ? NetworkTrouble.Silence(asked) : null);
        return trouble is null ? Shown(page, address, begun) : hosts.Met(trouble, begun);
    }

    /// <summary>
    /// Reads what a page shows: a click that has led to a host that is away leaves the browser's own page, and what is waited for then is
    /// missing.
    /// </summary>
    /// <returns>How the attempt ends, or null where the page says nothing about a host.</returns>
    public ItemOutcome? Shown(IPage page, Uri? address, DateTimeOffset begun) =>
        address is not null && page.Url.StartsWith("chrome-error:", StringComparison.Ordinal)
        ? hosts.Met(NetworkTrouble.Half(address, "the browser shows that it got no answer"), begun)
        : null;

    /// <summary>What a page shows has served its purpose, however the script has got there.</summary>
    public void Served(IPage page, DateTimeOffset begun)
    {
        if (Uri.TryCreate(page.Url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            hosts.Answered(address, begun);
        }
    }

    // Playwright: "net::ERR_CONNECTION_REFUSED at http://127.0.0.1:8080/", and in the call log of a time-out: navigating to
    // "http://127.0.0.1:8080/".
    [GeneratedRegex("""(?: at |navigating to ")(?<address>https?://[^\s"]+)""")]
    private static partial Regex Navigation();

    private void Admitted(Uri answered, IResponse answer)
    {
        if (answer.Status < 400)
        {
            logins.Accepted(answered);
        }
        else if (answer.Status == 401 && logins.Refusal(answered, answer.Headers.GetValueOrDefault("www-authenticate")) is { } refusal)
        {
            throw refusal;
        }
    }

    private async Task<IResponse?> ArriveAsync(IPage page, Func<Task<IResponse?>> go, DocumentLoad load)
    {
        for (int tries = 1; ; tries++)
        {
            Task<IResponse?> going = go();
            if (await Task.WhenAny(going, load.Broken) != going)
            {
                await LeaveAsync(page, going);
                throw new PlaywrightException(load.Broken.Result);
            }

            try
            {
                IResponse? answer = await going;
                if (answer is not null || !load.IsAsked || tries == Tries)
                {
                    return answer;
                }

                // What the page has begun by itself at the same moment, such as a download that a script of the page before begins late,
                // took the answer's place.
                load.Again();
            }
            catch (PlaywrightException shown) when (shown.Message.Contains("chrome-error:", StringComparison.Ordinal))
            {
                // The browser's own page of a failure has come first: of this one, whose word is about to come, or of what the page was
                // sent to before.
                await Task.WhenAny(load.Failure, Task.Delay(WordLimit, time));
                if (load.Failure.IsCompletedSuccessfully || tries == Tries)
                {
                    throw new PlaywrightException(
                        load.Failure.IsCompletedSuccessfully ? load.Failure.Result : "net::ERR_EMPTY_RESPONSE", shown);
                }

                load.Again();
            }
            catch (PlaywrightException late) when (tries < Tries && IsInTheWay(late, load))
            {
                // What the page was sent to before has arrived after all, this same address among it, and the browser goes by the last; or
                // it has given this one up for what the page's own script has begun in that moment.
                load.Again();
            }
        }
    }

    // What is answered and given up then is a download, or has no document.
    private static bool IsInTheWay(PlaywrightException ended, DocumentLoad load) =>
        ended.Message.Contains(Interrupted, StringComparison.Ordinal)
            || (!load.HasAnswer && ended.Message.StartsWith(GivenUp, StringComparison.Ordinal));

    /// <summary>
    /// Ends a navigation that would go on to its limit. Its document may still arrive meanwhile and end the first way out, and would end
    /// the page's next visit.
    /// </summary>
    private static async Task LeaveAsync(IPage page, Task<IResponse?> going)
    {
        bool isOut = false;
        for (int tries = 0; tries < Tries && !isOut; tries++)
        {
            isOut = await EndsWellAsync(page.GotoAsync("about:blank"));
        }

        await EndsWellAsync(going);
    }

    private static async Task<bool> EndsWellAsync(Task<IResponse?> navigation)
    {
        try
        {
            await navigation;
            return true;
        }
        catch (Exception ended) when (BrowserLoss.MayBe(ended))
        {
            return false;
        }
    }
}
