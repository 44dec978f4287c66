using BrowserScraper.App.Display;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Server;

namespace BrowserScraper.Tests.App.Commands;

/// <summary>What commands tell of a data folder, as it stands on the console.</summary>
public sealed class ToldItemsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task JobsShow_ItemGivenUp_HasItsTitleOnOneLine()
    {
        await WriteAsync();

        string[] told = await TellAsync("jobs", "show", WrittenJob.Job, "--data", folder["data"]);

        Assert.Contains("  item-1 (a title with a break): Failed after 1 attempt: it threw", told);
        Assert.Contains("  item-2: Failed after 2 attempts: it threw", told);
    }

    [Fact]
    public async Task Sources_ARunWithoutAny_IsNotAskedForAnother()
    {
        await WriteAsync();

        Assert.Contains(
            $"what has run there, {WrittenJob.Job}, has ended work on none",
            Assert.Single(await TellAsync("sources", "--data", folder["data"])), StringComparison.Ordinal);
        RunStopException stop = await Assert.ThrowsAsync<RunStopException>(
            () => TellAsync("sources", WrittenJob.Job, "--data", folder["data"]));
        Assert.Contains("it has run there", stop.Message, StringComparison.Ordinal);
        stop = await Assert.ThrowsAsync<RunStopException>(() => TellAsync("sources", "no-such", "--data", folder["data"]));
        Assert.StartsWith("there is no script 'no-such'; scripts: ", stop.Message, StringComparison.Ordinal);
    }

    private async Task WriteAsync()
    {
        await using JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(
            WrittenJob.FolderIn(folder), WrittenJob.Job, "the test's portal", TimeProvider.System);
        await checkpoint.RecordAsync(
            new(new WorkItem("item-1") { Title = "a title\nwith a break" })
                { State = ItemState.Failed, Outcome = "Failed", Error = "it threw", Attempts = 1 });
        await checkpoint.RecordAsync(
            new(new WorkItem("item-2")) { State = ItemState.Failed, Outcome = "Failed", Error = "it threw", Attempts = 2 });
    }

    private static async Task<string[]> TellAsync(params string[] line)
    {
        using StringWriter told = new();
        using ConsoleSet consoles = ConsoleSet.Of(told, told);
        await ToolLine.Root(consoles).Parse(line)
            .InvokeAsync(new() { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
        return told.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
