using System.Net;
using BrowserScraper.Items;
using BrowserScraper.Server;
using BrowserScraper.Server.Settings;
using BrowserScraper.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.Tests.Server;

public sealed class TokenTests
{
    private const string Token = "a-token-of-32-characters-for-test";

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer wrong", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Basic a-token-of-32-characters-for-test", 401)]
    [InlineData("Bearer a-token-of-32-characters-for-test", 200)]
    public async Task Request_ByItsToken_IsServedOrRefused(string? header, int status)
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder, Token);
        service.Client.DefaultRequestHeaders.Authorization = null;

        HttpResponseMessage answer = await service.SendAsync(
            HttpMethod.Get, "settings", null, header is null ? [] : [("Authorization", header)]);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain(
            Token, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithTheToken_GivesACookieThatOpensEverythingAndHoldsNoToken()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder, Token);
        using HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = service.Address };

        using FormUrlEncodedContent wrong = new([KeyValuePair.Create("token", "wrong")]);
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await browser.PostAsync("sign-in", wrong, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("settings", TestContext.Current.CancellationToken)).StatusCode);
        using FormUrlEncodedContent right = new([KeyValuePair.Create("token", Token)]);
        HttpResponseMessage answer = await browser.PostAsync("sign-in", right, TestContext.Current.CancellationToken);

        string cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("settings", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("0.0.0.0", null, "set SERVER_TOKEN")]
    [InlineData("::", null, "set SERVER_TOKEN")]
    [InlineData("127.0.0.1", "short", "at least 16 characters")]
    [InlineData("example.com", Token, "must be an IP address of this machine")]
    public async Task Start_WhereEverybodyCouldCome_IsRefused(string host, string? token, string message)
    {
        using TemporaryFolder folder = new();
        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => ServiceHost.StartAsync(new()
        {
            Planner = new([], new ConfigurationBuilder().Build()),
            Host = host,
            Token = token,
            Defaults = new ServiceSettings(5, 2, 2, folder["data"]),
            Log = NullLogger.Instance,
        }, TestContext.Current.CancellationToken));

        Assert.Equal(StopReason.BadUsage, refused.Reason);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}
