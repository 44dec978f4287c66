using System.Security.Authentication;

namespace BrowserScraper.Pacing;

/// <summary>
/// Asks a host whether it is there: one request, without cookies, of which only the status counts. Calls may run concurrently.
/// </summary>
internal sealed class HostProbe(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero, // a connection of before tells nothing
        ConnectCallback = Connections.OpenAsync,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <returns>Why it counts as away, or null: any answer but 502, 503 and 504 will do.</returns>
    public async Task<string?> AskAsync(Uri address, CancellationToken ending)
    {
        using CancellationTokenSource late = new(Limit, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(ending, late.Token);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
            return NetworkTrouble.OfStatus(address, (int)answer.StatusCode, answer.Headers.RetryAfter?.ToString())?.Why;
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            return $"no answer within {Limit.TotalSeconds:0} s from {address.AbsoluteUri}";
        }
        catch (HttpRequestException refused)
        {
            // Whoever shows a certificate is there, whether we like it or not; the browser decides about that.
            return refused.InnerException is AuthenticationException ? null : $"{refused.Message} ({address.AbsoluteUri})";
        }
    }

    public void Dispose() => client.Dispose();
}
