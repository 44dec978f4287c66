using System.Collections.Concurrent;
using System.Text.Json;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// Answers on one protocol session when a server asks for user and password by HTTP itself (Chrome DevTools Protocol, Fetch.authRequired).
/// Chromium asks the first session alone that holds requests, and only about requests that match its patterns: so every session that holds
/// any has such a desk. Members may be called concurrently.
/// </summary>
internal sealed class AuthAnswers(ICDPSession session, HttpLogins logins)
{
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, byte> answered = new(StringComparer.Ordinal);

    /// <summary>What is to be held for its sake, as Fetch.enable takes it.</summary>
    public IEnumerable<Dictionary<string, object>> Patterns =>
        logins.Origins.Select(origin => new Dictionary<string, object> { ["urlPattern"] = $"{origin}/*", ["requestStage"] = "Request" });

    /// <summary>Changes with the patterns.</summary>
    public int Version => logins.Version;

    /// <summary>Whether an address is held for its sake.</summary>
    public bool Covers(string address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? asked) && logins.For(asked) is not null;

    /// <summary>Answers one Fetch.authRequired.</summary>
    public async Task AnswerAsync(JsonElement required)
    {
        string request = required.GetProperty("requestId").GetString()!;
        try
        {
            await session.SendAsync(
                "Fetch.continueWithAuth", new() { ["requestId"] = request, ["authChallengeResponse"] = AnswerTo(required, request) });
        }
        catch (PlaywrightException)
        {
            // The page went on or was closed, and the request went with it.
        }
    }

    private Dictionary<string, object> AnswerTo(JsonElement required, string request)
    {
        JsonElement challenge = required.GetProperty("authChallenge");
        bool isProxy = challenge.TryGetProperty("source", out JsonElement source) && source.GetString() == "Proxy";
        string origin = challenge.GetProperty("origin").GetString()!;
        if (isProxy || challenge.GetProperty("scheme").GetString()?.ToUpperInvariant() is not ("BASIC" or "DIGEST")
            || logins.For(origin) is not { } login)
        {
            return new() { ["response"] = "Default" };
        }

        if (answered.Count > MostRemembered)
        {
            answered.Clear();
        }

        if (!answered.TryAdd($"{request} {origin}", 0))
        {
            logins.Refused(origin); // it has asked this request again
            return new() { ["response"] = "CancelAuth" };
        }

        return new() { ["response"] = "ProvideCredentials", ["username"] = login.Username, ["password"] = login.Password };
    }
}
