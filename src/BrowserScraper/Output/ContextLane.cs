using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>Fetches through Playwright's request context: the browser's cookies, proxy and certificates; the whole file passes through memory.</summary>
internal sealed class ContextLane(HostWatch hosts, TimeSpan requestTimeout, TimeProvider time) : IDownloadLane
{
    public string Name => "context";

    public bool CanFetch(DownloadOrder order) => order.Address?.Scheme is "http" or "https";

    public async Task<long?> FetchAsync(DownloadOrder order, CancellationToken ending)
    {
        using TokenTurn? turn = await order.Tokens.EnterAsync(order.Page, order.Address!, () => { }, ending);
        DateTimeOffset begun = time.GetUtcNow();
        IAPIResponse answer = await AskAsync(order, begun);
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
            if (HttpAnswer.Judge(answer.Status, retryAfter, answer.Url, time.GetUtcNow()) is { } outcome)
            {
                throw new ItemEndedException(outcome);
            }

            await using FileStream file = StagedFile.Create(order.Target);
            await StagedFile.WriteAsync(file, await answer.BodyAsync(), ending);
            return answer.Headers.TryGetValue("content-length", out string? length) && !answer.Headers.ContainsKey("content-encoding")
                ? long.Parse(length)
                : null;
        }
    }

    private async Task<IAPIResponse> AskAsync(DownloadOrder order, DateTimeOffset begun)
    {
        try
        {
            return await order.Page.Context.APIRequest.GetAsync(order.Address!.AbsoluteUri, new()
            {
                Timeout = (float)requestTimeout.TotalMilliseconds,
                Headers = new Dictionary<string, string> { ["Referer"] = order.Page.Url },
            });
        }
        catch (TimeoutException late)
        {
            throw new TroubleException(NetworkTrouble.Silence(order.Address!), begun, late);
        }
        catch (PlaywrightException refused) when (NetworkTrouble.Of(order.Address!, refused.Message) is { } trouble)
        {
            throw new TroubleException(trouble, begun, refused);
        }
    }
}
