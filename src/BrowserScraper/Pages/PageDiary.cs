using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>
/// What a page's console and its network said during one item: the last few hundred lines. The network's addresses are kept without
/// their queries, headers and bodies not at all; what the console says may hold secrets. Members may be called concurrently.
/// </summary>
internal sealed class PageDiary(TimeProvider time)
{
    private const int MostLines = 300;

    /// <summary>Enough for whoever cuts them once secrets are out.</summary>
    private const int LongestLine = 8_000;
    private const string Blocked = "net::ERR_BLOCKED_BY_CLIENT";

    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();
    private readonly Dictionary<string, string> asked = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    /// <summary>Forgets the last item's.</summary>
    public void Clear()
    {
        lock (gate)
        {
            lines.Clear();
            asked.Clear();
        }
    }

    /// <summary>Listens to a page that was just opened.</summary>
    public async Task ListenAsync(IPage page)
    {
        page.OnConsole(message =>
        {
            // The first is meant for the site's own developers, and for our traces; the second is our own doing.
            if (message.Type != "debug" && !message.Text.Contains(Blocked, StringComparison.Ordinal)
                && !message.Text.Contains(BlockingPolicy.Mark, StringComparison.Ordinal))
            {
                Add($"console {message.Type}: {message.Text}");
            }
        });
        page.OnPageError(error => Add($"page error: {error}"));
        PageProtocol protocol = await PageProtocol.OfAsync(page);
        protocol.Watch("Network.requestWillBeSent", OnRequest);
        protocol.Watch("Network.responseReceived", OnAnswer);
        protocol.Watch("Network.loadingFailed", OnFailure);
    }

    private void OnRequest(JsonElement sent)
    {
        JsonElement request = sent.GetProperty("request");
        string what = $"{request.GetProperty("method").GetString()} {WithoutQuery(request.GetProperty("url").GetString()!)}";
        lock (gate)
        {
            if (sent.TryGetProperty("redirectResponse", out JsonElement hop) && asked.TryGetValue(Id(sent), out string? from))
            {
                Enqueue($"{hop.GetProperty("status").GetInt32()} {from} -> {what}");
            }

            asked[Id(sent)] = what;
        }
    }

    private void OnAnswer(JsonElement answer)
    {
        JsonElement response = answer.GetProperty("response");
        End(answer, $"{response.GetProperty("status").GetInt32()} {{0}} {response.GetProperty("mimeType").GetString()}");
    }

    private void OnFailure(JsonElement failed)
    {
        bool isBlocked = failed.TryGetProperty("blockedReason", out _) || failed.GetProperty("errorText").GetString() == Blocked;
        End(failed, isBlocked ? null : $"failed {{0}} {failed.GetProperty("errorText").GetString()}");
    }

    private void End(JsonElement happened, string? form)
    {
        lock (gate)
        {
            if (asked.Remove(Id(happened), out string? what) && form is not null)
            {
                Enqueue(form.Replace("{0}", what, StringComparison.Ordinal));
            }
        }
    }

    private void Add(string line)
    {
        lock (gate)
        {
            Enqueue(line);
        }
    }

    private void Enqueue(string line)
    {
        string flat = line.ReplaceLineEndings(" ");
        lines.Enqueue($"{time.GetUtcNow():HH:mm:ss.fff} {(flat.Length > LongestLine ? flat[..LongestLine] + "..." : flat)}");
        if (lines.Count > MostLines)
        {
            lines.Dequeue();
        }
    }

    private static string Id(JsonElement happened) => happened.GetProperty("requestId").GetString()!;

    private static string WithoutQuery(string address) =>
        address.StartsWith("data:", StringComparison.Ordinal) ? "data:" : address.Split('?', '#')[0];
}
