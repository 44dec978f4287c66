using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using BrowserScraper.DemoSites.Odd;

namespace BrowserScraper.Tests.DemoSites.Odd;

/// <summary>Visits an odd portal without a browser, with cookies of its own.</summary>
internal sealed class OddVisitor(OddPortal portal) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> AskAsync(string path) => client.GetAsync(new Uri(portal.Address, path), Stopping);

    /// <summary>Status, address that it leads to, and text.</summary>
    public async Task<(int Status, string? LedTo, string Text)> ReadAsync(string path)
    {
        using HttpResponseMessage answer = await AskAsync(path);
        return await OfAsync(answer);
    }

    public async Task<JsonElement> TellAsync(string path)
    {
        using HttpResponseMessage answer = await AskAsync(path);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stopping)).RootElement;
    }

    public async Task<(int Status, string? LedTo, string Text)> SignInAsync(
        string? password = null, string form = "sign-in", string address = "sign-in")
    {
        string page = (await ReadAsync(form)).Text;
        using FormUrlEncodedContent filled = new(new Dictionary<string, string>
        {
            ["csrf"] = Found(page, "name=\"csrf\" value=\"([^\"]+)\""),
            ["returnUrl"] = WebUtility.HtmlDecode(Found(page, "name=\"returnUrl\" value=\"([^\"]+)\"")),
            ["username"] = portal.Username,
            ["password"] = password ?? portal.Password,
        });
        using HttpResponseMessage answer = await client.PostAsync(new Uri(portal.Address, address), filled, Stopping);
        return await OfAsync(answer);
    }

    public async Task AcceptAsync()
    {
        string page = (await ReadAsync("")).Text;
        using FormUrlEncodedContent filled = new(
            new Dictionary<string, string> { ["csrf"] = Found(page, "name=\"csrf\" value=\"([^\"]+)\""), ["accept"] = "yes" });
        using HttpResponseMessage answer = await client.PostAsync(new Uri(portal.Address, "license"), filled, Stopping);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    public static string[] AllIn(string page, string pattern) =>
        [.. Regex.Matches(page, pattern, RegexOptions.None, TimeSpan.FromSeconds(10))
            .Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    public void Dispose() => client.Dispose();

    private static string Found(string page, string pattern) =>
        AllIn(page, pattern).FirstOrDefault() ?? throw new InvalidOperationException($"no {pattern} in {page}");

    private static async Task<(int Status, string? LedTo, string Text)> OfAsync(HttpResponseMessage answer) =>
        ((int)answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(Stopping));
}
