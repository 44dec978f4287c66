using System.Collections.Concurrent;
using System.Text.Json;
using BrowserScraper.Tests.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Session;

/// <summary>A page whose protocol session is a fake: the test plays Chromium, and sees what is let go.</summary>
internal sealed class FakeTab
{
    private static readonly string[] NotSent = ["NotOnPath"];

    private readonly FakeBrowser browser = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> sent = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> commands = new();

    public FakeTab() => browser.Session.Answers("SendAsync", arguments =>
    {
        string method = (string)arguments[0]!;
        commands.Enqueue(method);
        if (method is "Fetch.continueRequest" && arguments[1] is Dictionary<string, object> of)
        {
            Sent((string)of["requestId"]).TrySetResult();
        }

        return Task.FromResult<JsonElement?>(null);
    });

    public IPage Page => browser.Page.It;

    public FakeBrowser Browser => browser;

    /// <summary>The last that was said about holding: <c>Fetch.enable</c>, <c>Fetch.disable</c> or nothing.</summary>
    public string? Holding => commands.LastOrDefault(command => command is "Fetch.enable" or "Fetch.disable");

    public IReadOnlyCollection<string> Commands => commands;

    public bool IsSent(string request) => Sent(request).Task.IsCompleted;

    /// <summary>Completes when a held request has been let go.</summary>
    public Task SentAsync(string request) => Sent(request).Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    /// <summary>Chromium holds a request.</summary>
    public void Pause(string request, Uri address) =>
        Raise("Fetch.requestPaused",
        new { requestId = request, networkId = $"net-{request}", request = new { url = address.AbsoluteUri } });

    /// <summary>The answer of one that was let go is held, its headers being in the jar.</summary>
    public void Answer(string request, Uri address, int status = 200, string? location = null) => Raise("Fetch.requestPaused", new
    {
        requestId = $"answer-{request}",
        networkId = $"net-{request}",
        request = new { url = address.AbsoluteUri },
        responseStatusCode = status,
        responseHeaders = location is null ? [] : new[] { new { name = "Location", value = location } },
    });

    public void Fail(string request) => Raise("Network.loadingFailed", new { requestId = $"net-{request}", type = "Document" });

    /// <summary>A page is asked for and answered, as the network tells it.</summary>
    public void Exchange(
        string request, Uri address, (string Name, string Value)? came = null, string? setCookie = null, int status = 200,
        string kind = "Document")
    {
        Ask(request, address, kind);
        Leave(request, came, address.Host);
        Receive(request, setCookie, status);
        Raise("Network.loadingFinished", new { requestId = request });
    }

    public void Ask(string request, Uri address, string kind = "Document") =>
        Raise("Network.requestWillBeSent", new { requestId = request, type = kind, request = new { url = address.AbsoluteUri } });

    public void Leave(string request, (string Name, string Value)? came, string host) => Raise("Network.requestWillBeSentExtraInfo", new
    {
        requestId = request,
        associatedCookies = came is not { } cookie ? [] : new[]
        {
            new { blockedReasons = Array.Empty<string>(),
                cookie = new { name = cookie.Name, value = cookie.Value, domain = host, path = "/" } },
            new { blockedReasons = NotSent, cookie = new { name = cookie.Name, value = "another's", domain = host, path = "/elsewhere" } },
        },
    });

    public void Receive(string request, string? setCookie, int status = 200) => Raise("Network.responseReceivedExtraInfo", new
    {
        requestId = request,
        statusCode = status,
        headers = setCookie is null ? [] : new Dictionary<string, string> { ["Set-Cookie"] = setCookie },
    });

    private TaskCompletionSource Sent(string request) =>
        sent.GetOrAdd(request, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Raise<T>(string name, T happened) => browser.Raise(name, JsonSerializer.Serialize(happened));
}
