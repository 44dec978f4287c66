using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Stores.Files;
using BrowserScraper.Testing;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Tests.Watchdog;

public sealed class JobVerifierTests : IAsyncLifetime
{
    private const string Pdf = "%PDF-1.7\nsticker\n%%EOF\n";

    private readonly TemporaryFolder data = new();
    private readonly List<string> told = [];

    private string Files => data["job/files"];

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Files);
        await using JsonCheckpoint checkpoint = await OpenAsync();
        foreach (string key in (string[])["one", "two", "three"])
        {
            string path = Path.Combine(Files, $"{key}.pdf");
            await File.WriteAllTextAsync(path, Pdf);
            SavedFile file = new($"{key}.pdf", Pdf.Length, await FileVerifier.Sha256Async(path)) { Kind = FileKind.Pdf };
            await checkpoint.RecordAsync(new(new WorkItem(key)) { State = ItemState.Done, Outcome = "Done", Files = [file] });
        }
    }

    public ValueTask DisposeAsync()
    {
        data.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task RunAsync_AllFilesAsTheyWere_FindsNothing()
    {
        Assert.Equal(new VerifyResult(Items: 3, Files: 3, Bad: 0), await VerifyAsync());
        Assert.Empty(told);
    }

    [Theory]
    [InlineData("%PDF-1.7\nstickeR\n%%EOF\n", "its content has changed")]
    [InlineData("%PDF-1.7\nstick", "it has 14 bytes, and had 23")]
    [InlineData(null, "it is gone")]
    public async Task RunAsync_OneIsBad_IsToDoAgainAndSetAside(string? content, string why)
    {
        Change("two.pdf", content);

        Assert.Equal(new VerifyResult(Items: 3, Files: 3, Bad: 1), await VerifyAsync());

        Assert.Equal([$"BAD: two | two.pdf: {why}"], told);
        Assert.Equal(content is not null, File.Exists(data["job/bad/two.pdf"]));
        Assert.Equal(
            ["one.pdf", "three.pdf"], Directory.GetFiles(Files).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
        await using JsonCheckpoint checkpoint = await OpenAsync();
        Assert.Equal(["two"], checkpoint.Snapshot().Where(record => record.State == ItemState.Waiting).Select(record => record.Item.Key));
        Assert.Equal(("BadFile", $"two.pdf: {why}"), (checkpoint.Find("two")!.Outcome, checkpoint.Find("two")!.Error));
    }

    [Fact]
    public async Task RunAsync_RecordedAsItIsButOfTheWrongKind_IsBad()
    {
        Change("two.pdf", "no PDF at all");
        await using (JsonCheckpoint checkpoint = await OpenAsync())
        {
            SavedFile file = new("two.pdf", 13, await FileVerifier.Sha256Async(Path.Combine(Files, "two.pdf"))) { Kind = FileKind.Pdf };
            await checkpoint.RecordAsync(checkpoint.Find("two")! with { Files = [file] });
        }

        Assert.Equal(1, (await VerifyAsync()).Bad);
        Assert.Equal(["BAD: two | two.pdf: it is no PDF"], told);
    }

    [Fact]
    public async Task RunAsync_JobIsAtWork_IsRefused()
    {
        using JobLock held = JobLock.Acquire(data["job"], "job");

        await Assert.ThrowsAsync<JobHeldException>(VerifyAsync);
    }

    private Task<VerifyResult> VerifyAsync() =>
        new FileJobStore(data.Root, TimeProvider.System).VerifyAsync("job", "site", told.Add, TestContext.Current.CancellationToken);

    private Task<JsonCheckpoint> OpenAsync() => JsonCheckpoint.OpenAsync(data["job"], "job", "site", TimeProvider.System);

    private void Change(string name, string? content)
    {
        string path = Path.Combine(Files, name);
        File.Delete(path);
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }
    }
}
