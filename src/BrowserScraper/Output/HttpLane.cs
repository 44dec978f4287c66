using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>
/// The fastest lane: our own HTTP connections with the context's cookies, streamed to disk. It follows redirects itself,
/// since each hop may set cookies, and each host may only see its own.
/// </summary>
internal sealed class HttpLane : IDownloadLane, IDisposable
{
    private const int MaxRedirects = 10;

    private readonly ConditionalWeakTable<IBrowserContext, Task<string>> userAgents = [];
    private readonly HostWatch hosts;
    private readonly HttpAuthorization authorization;
    private readonly DownloadOptions settings;
    private readonly DiskRoom room;
    private readonly TimeSpan requestTimeout;
    private readonly TimeProvider time;
    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        // Values of cookies may be of any letters.
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = Connections.OpenAsync,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // ours runs anew with every part that arrives
    };

    public HttpLane(HostWatch hosts, HttpAuthorization authorization, DownloadOptions settings, DiskRoom room, TimeProvider time)
    {
        this.hosts = hosts;
        this.authorization = authorization;
        this.settings = settings;
        this.room = room;
        requestTimeout = settings.RequestTimeout;
        this.time = time;
    }

    public string Name => "http";

    public bool CanFetch(DownloadOrder order) => order.Address?.Scheme is "http" or "https";

    public async Task<long?> FetchAsync(DownloadOrder order, CancellationToken ending)
    {
        using CancellationTokenSource silence = new(Timeout.InfiniteTimeSpan, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(ending, silence.Token);
        Asking now = new(order.Address!, time.GetUtcNow());
        try
        {
            using HttpResponseMessage answer = await AskAsync(order, now, silence, end.Token);
            return await SaveAsync(answer, now.Address, order.Target, silence, end.Token);
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            string why = $"nothing came for {requestTimeout.TotalSeconds:0} s";
            throw silence.IsCancellationRequested
                ? new TroubleException(NetworkTrouble.Half(now.Address, why), now.Begun)
                : new ItemEndedException(new ItemOutcome.Failed($"{why} from {now.Address.AbsoluteUri}"));
        }
        catch (HttpRequestException exception)
        {
            throw NetworkTrouble.Of(now.Address, exception) is { } trouble
                ? new TroubleException(trouble, now.Begun, exception)
                : new ItemEndedException(new ItemOutcome.Failed($"{exception.Message} ({now.Address.AbsoluteUri})"));
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException)
        {
            throw new ItemEndedException(
                new ItemOutcome.BadFile($"what came from {now.Address.AbsoluteUri} cannot be unpacked: {exception.Message}"), exception);
        }
        catch (IOException exception)
        {
            // What the disk refuses comes as RunStopException.
            NetworkTrouble half = NetworkTrouble.Half(
                now.Address, $"the connection ended before the file did: {exception.Message.TrimEnd('.')}");
            throw new TroubleException(half, now.Begun, exception);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> AskAsync(
        DownloadOrder order, Asking now, CancellationTokenSource silence, CancellationToken ending)
    {
        Uri address = order.Address!;
        using CancellationTokenSource expired = CancellationTokenSource.CreateLinkedTokenSource(ending);
        TokenTurn? turn = null;
        try
        {
            for (int hop = 0; hop <= MaxRedirects; hop++)
            {
                // A redirect chain has one turn, from its first token request to its last answer.
                turn ??= await order.Tokens.EnterAsync(order.Page, address, expired.Cancel, ending);
                hosts.RefuseWhereAway(address);
                (now.Address, now.Begun) = (address, time.GetUtcNow());
                silence.CancelAfter(requestTimeout); // waiting for the turn does not count
                HttpResponseMessage answer = await AskAsync(order, address, expired.Token);
                if ((int)answer.StatusCode is < 300 or >= 400 || answer.Headers.Location is not { } location)
                {
                    return Judged(answer, now);
                }

                hosts.Answered(address, now.Begun);
                address = authorization.Taken(new Uri(address, location));
                answer.Dispose();
            }
        }
        finally
        {
            turn?.Dispose();
        }

        throw new ItemEndedException(new ItemOutcome.Failed($"more than {MaxRedirects} redirects from {order.Address?.AbsoluteUri}"));
    }

    private HttpResponseMessage Judged(HttpResponseMessage answer, Asking now)
    {
        string? retryAfter = answer.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.First() : null;
        if (NetworkTrouble.OfStatus(now.Address, (int)answer.StatusCode, retryAfter) is { } gateway)
        {
            answer.Dispose();
            throw new TroubleException(gateway, now.Begun);
        }

        hosts.Answered(now.Address, now.Begun);
        int status = (int)answer.StatusCode;
        if (HttpAnswer.JudgeFile(status, retryAfter, now.Address.AbsoluteUri, time.GetUtcNow()) is not { } outcome)
        {
            return answer;
        }

        answer.Dispose();
        throw new ItemEndedException(outcome) { Status = status };
    }

    /// <summary>Asks; and once more where the server wants user and password first.</summary>
    private async Task<HttpResponseMessage> AskAsync(DownloadOrder order, Uri address, CancellationToken ending)
    {
        for (bool isLast = false; ; isLast = true)
        {
            string? login = authorization.HeaderFor(address);
            HttpResponseMessage answer = await AskOnceAsync(order, address, login, ending);
            if ((int)answer.StatusCode < 400)
            {
                authorization.Accepted(address);
            }

            if ((int)answer.StatusCode != 401)
            {
                return answer;
            }

            string[] challenges = answer.Headers.NonValidated.TryGetValues("WWW-Authenticate", out HeaderStringValues values)
                ? [.. values] : [];
            if (!authorization.IsWorthAnother(address, challenges, login, isLast))
            {
                return answer;
            }

            answer.Dispose();
        }
    }

    private async Task<HttpResponseMessage> AskOnceAsync(DownloadOrder order, Uri address, string? login, CancellationToken ending)
    {
        IBrowserContext context = order.Page.Context;
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation(
            "User-Agent", await userAgents.GetValue(context, _ => order.Page.EvaluateAsync<string>("navigator.userAgent")));
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", Unpacking.Accepted);
        if (Uri.TryCreate(order.Page.Url, UriKind.Absolute, out Uri? referer) && referer.Host == address.Host)
        {
            request.Headers.Referrer = AddressLogin.Split(referer, out _);
        }

        if (login is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", login);
        }

        string? cookies = await BrowserCookies.HeaderAsync(order.Page, address);
        if (cookies is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        }

        DateTimeOffset left = time.GetUtcNow();
        HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending);
        Microsoft.Playwright.Cookie[] set = answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? changed)
            ? [.. changed.Select(line => SetCookie.Parse(line, address, time.GetUtcNow(), answer.Headers.Date))
                .OfType<Microsoft.Playwright.Cookie>()]
            : [];
        if (set.Length > 0)
        {
            await BrowserCookies.KeepAsync(context, set);
        }

        order.Tokens.Answered(new(address, (int)answer.StatusCode, order.By)
        {
            Carried = CarriedCookie.Read(cookies),
            Set = set,
            Location = answer.Headers.Location is { } to ? new(address, to) : null,
            Left = left,
            At = time.GetUtcNow(),
        });
        return answer;
    }

    private async Task<long?> SaveAsync(
        HttpResponseMessage answer, Uri address, string target, CancellationTokenSource silence, CancellationToken ending)
    {
        IReadOnlyList<string> packed = [.. answer.Content.Headers.ContentEncoding];
        long? length = answer.Content.Headers.ContentLength;
        using FileAllowance allowance = new(settings, room, address.GetLeftPart(UriPartial.Path));
        if (length is { } announced)
        {
            allowance.Announce(announced, isPacked: packed.Count > 0);
        }

        CountedStream came = new(await answer.Content.ReadAsStreamAsync(ending));
        await using Stream body = Unpacking.Of(came, packed);
        await using FileStream file = StagedFile.Create(target);
        void Take(int count)
        {
            silence.CancelAfter(requestTimeout);
            allowance.Came(count, packed.Count > 0 ? came.Count : null);
        }

        await StagedFile.CopyAsync(body, file, Take, ending);
        return packed.Count > 0 ? null : length;
    }

    /// <summary>What is asked for just now, as redirects lead on.</summary>
    private sealed class Asking(Uri address, DateTimeOffset begun)
    {
        public Uri Address { get; set; } = address;

        public DateTimeOffset Begun { get; set; } = begun;
    }
}
