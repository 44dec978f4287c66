using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Checkpoints;

public sealed class JobListTests : IDisposable
{
    private readonly TemporaryFolder data = new();

    public void Dispose() => data.Dispose();

    [Theory]
    [InlineData("shop/files/checkpoint-report.json")]
    [InlineData("shop/files/checkpoint.json")]
    [InlineData("shop/checkpoint-report.json")]
    [InlineData("shop/staging/checkpoint.journal.jsonl")]
    [InlineData("shop/files/a/checkpoint.json")]
    [InlineData("shop/runs/20261128-171038-bcca/checkpoint.json")]
    [InlineData("other/files/checkpoint-report.json")]
    [InlineData("other/a/b/checkpoint.json")]
    [InlineData("checkpoint.json")]
    public async Task Read_AFileThatIsCalledLikeACheckpoint_MakesNoJob(string path)
    {
        await MakeAsync("shop");
        await MakeAsync("search/green-tea");
        await MakeAsync("search/files");
        Directory.CreateDirectory(Path.GetDirectoryName(data[path])!);
        File.Copy(Path.Combine(data["shop"], "checkpoint.json"), data[path]);

        Assert.Equal(["search/files", "search/green-tea", "shop"], JobList.Read(data.Root).Select(job => job.Job));
    }

    private async Task MakeAsync(string job)
    {
        await using JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(data[job], job, "a test's site", TimeProvider.System);
        await checkpoint.RecordAsync(new(new WorkItem("a")) { State = ItemState.Done });
    }
}
