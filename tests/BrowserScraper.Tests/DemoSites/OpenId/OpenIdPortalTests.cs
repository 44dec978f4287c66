using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using BrowserScraper.DemoSites.OpenId;

namespace BrowserScraper.Tests.DemoSites.OpenId;

public sealed class OpenIdPortalTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_SpentOnce_BringsANewOneAndAtTheSecondTimeRevokesTheGrant()
    {
        await using OpenIdPortal portal = await OpenIdPortal.StartAsync(new() { Items = 2 }, Stopping);
        using HttpClient client = new() { BaseAddress = portal.Address };
        (string first, _) = await AskAsync(client, "login", ("user", portal.Username), ("password", portal.Password));
        (string second, string access) = await AskAsync(client, "token", ("refresh_token", first));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access);
        Assert.Equal(OpenIdPortal.PdfOf(portal.Items[1]), await client.GetByteArrayAsync("files/2.pdf", Stopping));

        Assert.Equal(("", ""), await AskAsync(client, "token", ("refresh_token", first)));
        Assert.Equal(("", ""), await AskAsync(client, "token", ("refresh_token", second)));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("api/item/1", Stopping)).StatusCode);
        Assert.Equal(new OpenIdPortalCounts(1, 1, 2, 1, 1, 0, 1), portal.Counts);
    }

    [Fact]
    public async Task Token_ThatStaysGood_BringsAccessAgainAndAgain()
    {
        await using OpenIdPortal portal = await OpenIdPortal.StartAsync(new() { Spending = OpenIdSpending.Never }, Stopping);
        using HttpClient client = new() { BaseAddress = portal.Address };
        (string first, string access) = await AskAsync(client, "login", ("user", portal.Username), ("password", portal.Password));
        (string second, string other) = await AskAsync(client, "token", ("refresh_token", first));

        Assert.Equal(first, second);
        Assert.NotEqual(access, other);
    }

    [Fact]
    public async Task Login_WrongPassword_IsRefused()
    {
        await using OpenIdPortal portal = await OpenIdPortal.StartAsync(new(), Stopping);
        using HttpClient client = new() { BaseAddress = portal.Address };

        Assert.Equal(("", ""), await AskAsync(client, "login", ("user", portal.Username), ("password", "wrong")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("api/list", Stopping)).StatusCode);
    }

    private static async Task<(string Refresh, string Access)> AskAsync(
        HttpClient client, string address, params (string Name, string Value)[] form)
    {
        using FormUrlEncodedContent content = new(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using HttpResponseMessage answer = await client.PostAsync(address, content, Stopping);
        JsonElement said = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Stopping));
        return answer.IsSuccessStatusCode
            ? (said.GetProperty("refresh_token").GetString()!, said.GetProperty("access_token").GetString()!) : ("", "");
    }
}
