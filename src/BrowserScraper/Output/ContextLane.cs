using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>Fetches through Playwright's request context: the browser's cookies, proxy and certificates; the whole file passes through memory.</summary>
internal sealed class ContextLane(TimeSpan requestTimeout, TimeProvider time) : IDownloadLane
{
    public string Name => "context";

    public bool CanFetch(DownloadOrder order) => order.Address?.Scheme is "http" or "https";

    public async Task<long?> FetchAsync(DownloadOrder order, CancellationToken ending)
    {
        using TokenTurn? turn = await order.Tokens.EnterAsync(order.Page, order.Address!, () => { }, ending);
        IAPIResponse answer = await order.Page.Context.APIRequest.GetAsync(order.Address!.AbsoluteUri, new()
        {
            Timeout = (float)requestTimeout.TotalMilliseconds,
            Headers = new Dictionary<string, string> { ["Referer"] = order.Page.Url },
        });
        await using (answer)
        {
            turn?.Dispose(); // the jar has what the answer set
            answer.Headers.TryGetValue("retry-after", out string? retryAfter);
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
}
