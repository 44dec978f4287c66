using BrowserScraper.App.Commands;
using BrowserScraper.App.Running;
using BrowserScraper.Checkpoints;
using BrowserScraper.Cli;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.App.Commands;

public sealed class JobChoiceTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder data = new();

    public void Dispose() => data.Dispose();

    [Theory]
    [InlineData(0, 1, "book-library")]
    [InlineData(1, 0, "dealer-inventory")]
    public async Task OrLast_NoName_IsTheScriptWhoseJobChangedLast(int dealer, int books, string script)
    {
        await MakeAsync("dealer-inventory", Noon.AddHours(dealer));
        await MakeAsync("book-library", Noon.AddHours(books));
        await MakeAsync("of-no-script", Noon.AddHours(2));

        Assert.Equal(script, (await JobChoice.OrLastAsync(Arguments(script: null))).Request.Script);
    }

    [Fact]
    public async Task OrLast_Name_IsKept()
    {
        await MakeAsync("book-library", Noon);

        Assert.Equal("dealer-inventory", (await JobChoice.OrLastAsync(Arguments("dealer-inventory"))).Request.Script);
    }

    [Fact]
    public async Task OrLast_NoJobYet_LeavesTheFirstScript() =>
        Assert.Null((await JobChoice.OrLastAsync(Arguments(script: null))).Request.Script);

    private RunArguments Arguments(string? script) => new(
        new(script) { Settings = new Dictionary<string, string?> { ["DATA_DIR"] = data.Root } }, Tool.Open(), Portals: null, Json: false);

    private async Task MakeAsync(string job, DateTimeOffset updated)
    {
        Directory.CreateDirectory(data[job]);
        await using JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(data[job], job, "a test's site", TimeProvider.System);
        await checkpoint.RecordAsync(new(new WorkItem("A", null)) { State = ItemState.Failed, Updated = updated });
    }
}
