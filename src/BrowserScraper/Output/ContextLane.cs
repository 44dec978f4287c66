using System.Globalization;
using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>
/// Fetches through Playwright's request context: the browser's cookies, proxy and certificates; the whole file passes through memory.
/// </summary>
internal sealed class ContextLane(
    HostWatch hosts, HttpAuthorization authorization, DownloadOptions settings, DiskRoom room, TimeProvider time) : IDownloadLane
{
    private const int MaxRedirects = 10;

    public string Name => "context";

    public bool CanFetch(DownloadOrder order) => order.Address?.Scheme is "http" or "https";

    public async Task<long?> FetchAsync(DownloadOrder order, CancellationToken ending)
    {
        using TokenTurn? turn = await order.Tokens.EnterAsync(order.Page, order.Address!, () => { }, ending);
        DateTimeOffset begun = time.GetUtcNow();
        IAPIResponse answer = await FollowAsync(order, begun);
        await using (answer)
        {
            turn?.Dispose(); // the jar has what the answer set
            answer.Headers.TryGetValue("retry-after", out string? retryAfter);
            Uri answered = new(answer.Url);
            if (NetworkTrouble.OfStatus(answered, answer.Status, retryAfter) is { } gateway)
            {
                throw new TroubleException(gateway, begun);
            }

            hosts.Answered(answered, begun);
            if (HttpAnswer.JudgeFile(answer.Status, retryAfter, answer.Url, time.GetUtcNow()) is { } outcome)
            {
                throw new ItemEndedException(outcome) { Status = answer.Status };
            }

            bool isPacked = answer.Headers.ContainsKey("content-encoding");
            long? length = answer.Headers.TryGetValue("content-length", out string? header)
                && long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? bytes : null;
            using FileAllowance allowance = new(settings, room, answered.GetLeftPart(UriPartial.Path));
            if (length is { } announced)
            {
                allowance.Announce(announced, isPacked);
            }

            await SaveAsync(order, answer, allowance, ending);
            return isPacked ? null : length;
        }
    }

    // Playwright unpacks what is packed once, and takes a packed body that ends early for whole; what is packed in another way it hands
    // over as it came.
    private static async Task SaveAsync(DownloadOrder order, IAPIResponse answer, FileAllowance allowance, CancellationToken ending)
    {
        string packed = answer.Headers.TryGetValue("content-encoding", out string? encodings) ? encodings : "";
        bool isUnpacked = packed.ToUpperInvariant() is "GZIP" or "X-GZIP" or "BR" or "DEFLATE";
        if (isUnpacked && !order.Expect.Kind.ShowsItsEnd)
        {
            throw new ItemEndedException(
                new ItemOutcome.BadFile(
                    $"what came from {answer.Url} is packed as '{packed}', and whether it is whole cannot be told by Playwright's own "
                        + "requests"));
        }

        byte[] body = await answer.BodyAsync();
        await using FileStream file = StagedFile.Create(order.Target);
        if (isUnpacked)
        {
            allowance.Came(body.Length);
            await StagedFile.WriteAsync(file, body, ending);
            return;
        }

        try
        {
            await using Stream unpacked = Unpacking.Of(new MemoryStream(body), Unpacking.ValuesOf(packed));
            await StagedFile.CopyAsync(unpacked, file, count => allowance.Came(count, body.Length), ending);
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException)
        {
            throw new ItemEndedException(
                new ItemOutcome.BadFile($"what came from {answer.Url} cannot be unpacked: {exception.Message}"), exception);
        }
    }

    /// <summary>Follows redirects hop by hop, as each host may only see its own cookies.</summary>
    private async Task<IAPIResponse> FollowAsync(DownloadOrder order, DateTimeOffset begun)
    {
        Uri address = order.Address!;
        for (int hop = 0; hop <= MaxRedirects; hop++)
        {
            hosts.RefuseWhereAway(address);
            IAPIResponse answer = await AskAsync(order, address, begun);
            if (answer.Status is < 300 or >= 400 || !answer.Headers.TryGetValue("location", out string? location))
            {
                return answer;
            }

            hosts.Answered(address, begun);
            address = authorization.Taken(new(address, location));
            await answer.DisposeAsync();
        }

        throw new ItemEndedException(new ItemOutcome.Failed($"more than {MaxRedirects} redirects from {order.Address?.AbsoluteUri}"));
    }

    /// <summary>Asks; and once more where the server wants user and password first.</summary>
    private async Task<IAPIResponse> AskAsync(DownloadOrder order, Uri address, DateTimeOffset begun)
    {
        for (bool isLast = false; ; isLast = true)
        {
            string? login = authorization.HeaderFor(address);
            IAPIResponse answer = await AskOnceAsync(order, address, login, begun);
            if (answer.Status < 400)
            {
                authorization.Accepted(address);
            }

            string[] challenges =
                [.. answer.HeadersArray.Where(each => each.Name.Equals("www-authenticate", StringComparison.OrdinalIgnoreCase))
                .Select(each => each.Value)];
            if (answer.Status != 401 || !authorization.IsWorthAnother(address, challenges, login, isLast))
            {
                return answer;
            }

            await answer.DisposeAsync();
        }
    }

    private async Task<IAPIResponse> AskOnceAsync(DownloadOrder order, Uri address, string? login, DateTimeOffset begun)
    {
        // Where no Cookie is given, Playwright chooses them itself.
        string cookies = await BrowserCookies.HeaderAsync(order.Page, address) ?? "";
        Dictionary<string,
            string> headers =
                new() { ["Referer"] = AddressLogin.RemovedFrom(order.Page.Url), ["Cookie"] = cookies, ["Accept-Encoding"] = "identity" };
        if (login is not null)
        {
            headers["Authorization"] = login;
        }

        DateTimeOffset left = time.GetUtcNow();
        try
        {
            IAPIResponse answer = await order.Page.Context.APIRequest.GetAsync(address.AbsoluteUri, new()
            {
                Timeout = (float)settings.RequestTimeout.TotalMilliseconds,
                Headers = headers,
                MaxRedirects = 0,
            });
            Cookie[] set = [.. answer.HeadersArray.Where(header => header.Name.Equals("set-cookie", StringComparison.OrdinalIgnoreCase))
                .Select(header => SetCookie.Parse(header.Value, address, time.GetUtcNow())).OfType<Cookie>()];
            order.Tokens.Answered(new(address, answer.Status, order.By)
            {
                Carried = CarriedCookie.Read(cookies),
                Set = set,
                Location = answer.Headers.TryGetValue("location", out string? to) && Uri.TryCreate(address, to, out Uri? next)
                    ? next : null,
                Left = left,
                At = time.GetUtcNow(),
            });
            return answer;
        }
        catch (TimeoutException late)
        {
            throw new TroubleException(NetworkTrouble.Silence(address), begun, late);
        }
        catch (PlaywrightException refused) when (NetworkTrouble.Of(address, refused.Message) is { } trouble)
        {
            throw new TroubleException(trouble, begun, refused);
        }
    }
}
