using System.Net;
using System.Text.Json;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

public sealed class DashboardTests
{
    private static readonly string[] Some =
        ["/jobs", "/jobs/{id}", "/jobs/{id}/items", "/jobs/{id}/pause", "/jobs/workers/start", "/jobs/status", "/settings", "/healthz"];

    [Fact]
    public async Task Page_AskedForAgain_IsNotSentAgain()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);

        HttpResponseMessage page = await service.SendAsync(HttpMethod.Get, "/", null);

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'self'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        HttpResponseMessage again = await service.SendAsync(HttpMethod.Get, "/", null, ("If-None-Match", page.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Description_OfTheApi_HasEveryAddressWithItsSummary()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);

        JsonElement paths = (await service.GetAsync("openapi/v1.json")).GetProperty("paths");

        Assert.Empty(Some.Except(paths.EnumerateObject().Select(path => path.Name)));
        Assert.All(paths.EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()),
            each => Assert.True(each.Value.TryGetProperty("summary", out _), each.ToString()));
    }

    [Fact]
    public async Task Health_OfAService_IsToldToAnybodyWhoAsks()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder, "a-token-of-32-characters-for-test");
        service.Client.DefaultRequestHeaders.Authorization = null;

        Assert.Equal("alive", (await service.GetAsync("healthz")).GetProperty("status").GetString());
        Assert.Equal("ready", (await service.GetAsync("readyz")).GetProperty("status").GetString());
    }
}
