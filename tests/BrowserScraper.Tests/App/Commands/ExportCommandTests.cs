using BrowserScraper.App.Display;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.App.Commands;

public sealed class ExportCommandTests : IAsyncLifetime
{
    private readonly ConsoleSet consoles = ConsoleSet.Standard();
    private readonly TemporaryFolder folder = new();

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder["data/job"]);
        await using JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(
            folder["data/job"], "job", "a test's site", TimeProvider.System);
        await checkpoint.RecordAsync(new(new WorkItem("A", null)) { State = ItemState.Failed });
    }

    public ValueTask DisposeAsync()
    {
        consoles.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Export_ToAFolderThatIsMissing_MakesIt()
    {
        await ExportAsync("new/deep/items.csv");

        Assert.Contains(
            "A,failed,", await File.ReadAllTextAsync(folder["new/deep/items.csv"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data", "this is a folder")]
    [InlineData("data/job/checkpoint.json/items.csv", "cannot be made")]
    public async Task Export_ToWhereNoFileCanBe_NamesOptionAndPath(string output, string why)
    {
        RunStopException stop = await Assert.ThrowsAsync<RunStopException>(() => ExportAsync(output));

        Assert.StartsWith($"--output {folder[output]}: ", stop.Message, StringComparison.Ordinal);
        Assert.Contains(why, stop.Message, StringComparison.Ordinal);
    }

    private Task<int> ExportAsync(string output) =>
        ToolLine.Root(consoles).Parse(["export", "--data", folder["data"], "--output", folder[output]])
        .InvokeAsync(new() { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
}
