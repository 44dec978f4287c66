using System.Net;
using System.Runtime.CompilerServices;
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
    private readonly TimeSpan requestTimeout;
    private readonly TimeProvider time;
    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = Connections.OpenAsync,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // ours runs anew with every part that arrives
    };

    public HttpLane(HostWatch hosts, TimeSpan requestTimeout, TimeProvider time)
    {
        this.hosts = hosts;
        this.requestTimeout = requestTimeout;
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
            return await SaveAsync(answer, order.Target, silence, end.Token);
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            string why = $"nothing came for {requestTimeout.TotalSeconds:0} s";
            throw silence.IsCancellationRequested
                ? new TroubleException(NetworkTrouble.Half(now.Address, why), now.Begun)
                : new ItemEndedException(new ItemOutcome.Failed($"{why} from {now.Address}"));
        }
        catch (HttpRequestException exception)
        {
            throw NetworkTrouble.Of(now.Address, exception) is { } trouble
                ? new TroubleException(trouble, now.Begun, exception)
                : new ItemEndedException(new ItemOutcome.Failed($"{exception.Message} ({now.Address})"));
        }
        catch (IOException exception)
        {
            // What the disk refuses comes as RunStopException.
            NetworkTrouble half = NetworkTrouble.Half(now.Address, $"the connection ended before the file did: {exception.Message.TrimEnd('.')}");
            throw new TroubleException(half, now.Begun, exception);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> AskAsync(DownloadOrder order, Asking now, CancellationTokenSource silence, CancellationToken ending)
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
                HttpResponseMessage answer = await AskOnceAsync(order, address, expired.Token);
                if ((int)answer.StatusCode is < 300 or >= 400 || answer.Headers.Location is not { } location)
                {
                    return Judged(answer, now);
                }

                hosts.Answered(address, now.Begun);
                address = new Uri(address, location);
                answer.Dispose();
            }
        }
        finally
        {
            turn?.Dispose();
        }

        throw new ItemEndedException(new ItemOutcome.Failed($"more than {MaxRedirects} redirects from {order.Address}"));
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
        if (HttpAnswer.Judge((int)answer.StatusCode, retryAfter, now.Address.AbsoluteUri, time.GetUtcNow()) is not { } outcome)
        {
            return answer;
        }

        answer.Dispose();
        throw new ItemEndedException(outcome);
    }

    private async Task<HttpResponseMessage> AskOnceAsync(DownloadOrder order, Uri address, CancellationToken ending)
    {
        IBrowserContext context = order.Page.Context;
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", await userAgents.GetValue(context, _ => order.Page.EvaluateAsync<string>("navigator.userAgent")));
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        if (Uri.TryCreate(order.Page.Url, UriKind.Absolute, out Uri? referer) && referer.Host == address.Host)
        {
            request.Headers.Referrer = referer;
        }

        IReadOnlyList<BrowserContextCookiesResult> cookies = await context.CookiesAsync([address.AbsoluteUri]);
        if (cookies.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
        }

        HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending);
        if (answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? changed))
        {
            Microsoft.Playwright.Cookie[] set = [.. changed.Select(line => SetCookie.Parse(line, address, time.GetUtcNow())).OfType<Microsoft.Playwright.Cookie>()];
            await context.AddCookiesAsync(set);
            order.Tokens.Observe(set, address, order.By);
        }

        if ((int)answer.StatusCode is 401 or 403)
        {
            order.Tokens.Rejected((int)answer.StatusCode, address, order.By);
        }

        return answer;
    }

    private async Task<long?> SaveAsync(HttpResponseMessage answer, string target, CancellationTokenSource silence, CancellationToken ending)
    {
        bool decoded = answer.Content.Headers.ContentEncoding.Count > 0;
        await using Stream body = await answer.Content.ReadAsStreamAsync(ending);
        await using FileStream file = StagedFile.Create(target);
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            while (await body.ReadAsync(buffer, ending) is > 0 and var count)
            {
                silence.CancelAfter(requestTimeout);
                await StagedFile.WriteAsync(file, buffer.AsMemory(0, count), ending);
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }

        return decoded ? null : answer.Content.Headers.ContentLength;
    }

    /// <summary>What is asked for just now, as redirects lead on.</summary>
    private sealed class Asking(Uri address, DateTimeOffset begun)
    {
        public Uri Address { get; set; } = address;

        public DateTimeOffset Begun { get; set; } = begun;
    }
}
