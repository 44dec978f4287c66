using System.Text.Json;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

public sealed class ItemListTests
{
    [Theory]
    [InlineData("", 7, "item-0 item-1 item-2 item-3 item-4 item-5 item-6")]
    [InlineData("?limit=2", 7, "item-0 item-1")]
    [InlineData("?offset=5&limit=2", 7, "item-5 item-6")]
    [InlineData("?offset=7", 7, "")]
    [InlineData("?state=done", 3, "item-0 item-1 item-2")]
    [InlineData("?state=Skipped&offset=1", 2, "item-4")]
    [InlineData("?q=WAGON", 4, "item-0 item-2 item-4 item-6")]
    [InlineData("?q=wagon&state=done&limit=1", 2, "item-0")]
    [InlineData("?q=ITEM-5", 1, "item-5")]
    [InlineData("?q=nothing", 0, "")]
    public async Task Items_FilteredAndInParts_AreThoseInTheirOrder(string query, int total, string keys)
    {
        using TemporaryFolder folder = new();
        await WrittenJob.WriteAsync(folder);
        await using Service service = await Service.StartAsync(folder);

        JsonElement found = await service.GetAsync($"jobs/{WrittenJob.Job}/items{query}");

        Assert.Equal(total, found.GetProperty("total").GetInt32());
        Assert.Equal(
            keys, string.Join(' ', found.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString())));
    }

    [Theory]
    [InlineData("?state=none", "state=none: must be one of waiting, working, done, skipped, failed")]
    [InlineData("?limit=0", "limit=0")]
    [InlineData("?offset=-1", "offset=-1")]
    [InlineData("?limit=x", "limit=x")]
    public async Task Items_AskedForWrongly_AreRefused(string query, string detail)
    {
        using TemporaryFolder folder = new();
        await WrittenJob.WriteAsync(folder);
        await using Service service = await Service.StartAsync(folder);

        HttpResponseMessage answer = await service.SendAsync(HttpMethod.Get, $"jobs/{WrittenJob.Job}/items{query}", null);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(detail, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_AddedToAJobWithoutARun_WaitForItAndWrongLinesAreRefused()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        (await service.PostAsync("jobs", """{"script":"video-subtitles","input":["dQ3vX9a1bC0"]}""")).EnsureSuccessStatusCode();

        HttpResponseMessage answer = await service.PostAsync(
            "jobs/video-subtitles/items", """{"items":["kT7pR2m4sN8",{"input":"bX5wY8z2qL6","priority":"high"},"no video at all"]}""");

        JsonElement added = JsonDocument.Parse(
            await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal((2, 0), (added.GetProperty("added").GetInt32(), added.GetProperty("known").GetInt32()));
        JsonElement refused = Assert.Single(added.GetProperty("refused").EnumerateArray());
        Assert.Equal("no video at all", refused.GetProperty("input").GetString());
        Assert.StartsWith("is not ", refused.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(409, (int)(await service.PostAsync("jobs/video-subtitles/items/cancel", """{"key":"kT7pR2m4sN8"}""")).StatusCode);
        Assert.Equal(400, (int)(await service.PostAsync("jobs/video-subtitles/items", """{}""")).StatusCode);
    }
}
