using System.Text.Json;

namespace BrowserScraper.Browsers;

/// <summary>How the loading of one document goes, as the browser tells. Members may be called concurrently.</summary>
internal sealed class DocumentLoad
{
    private readonly Uri asked;
    private readonly TaskCompletionSource<string> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? request;
    private volatile Uri address;
    private volatile bool hasAnswer;

    public DocumentLoad(Uri asked) => address = this.asked = Plain(asked);

    /// <summary>What was asked for last: where redirects have led so far.</summary>
    public Uri Address => address;

    /// <summary>A document was asked for: where an address differs from the page's behind its # alone, none is.</summary>
    public bool IsAsked => request is not null;

    /// <summary>The answer has begun.</summary>
    public bool HasAnswer => hasAnswer;

    /// <summary>
    /// Completes with the browser's word for it when the document breaks off in the middle, of which a navigation tells nothing.
    /// </summary>
    public Task<string> Broken => broken.Task;

    /// <summary>Completes with the browser's word for it when the document cannot be loaded, answered or not.</summary>
    public Task<string> Failure => failure.Task;

    /// <summary>The page is sent there once more, as what it was sent to before has got in the way.</summary>
    public void Again() => (request, address) = (null, asked);

    internal void OnRequest(string id, Uri url)
    {
        if (request is null ? url == asked : request == id)
        {
            (request, address) = (id, url);
        }
    }

    internal void OnAnswer(string id) => hasAnswer |= request == id;

    internal void OnFailure(string id, JsonElement failed)
    {
        bool isGivenUp = failed.TryGetProperty("canceled", out JsonElement canceled) && canceled.ValueKind == JsonValueKind.True;
        if (isGivenUp || request != id)
        {
            return;
        }

        string why = $"net::{failed.GetProperty("errorText").GetString()?.Replace("net::", "", StringComparison.Ordinal)}";
        failure.TrySetResult(why);
        if (hasAnswer)
        {
            broken.TrySetResult(why);
        }
    }

    private static Uri Plain(Uri address) => address.Fragment.Length == 0 ? address : new Uri(address.GetLeftPart(UriPartial.Query));
}
