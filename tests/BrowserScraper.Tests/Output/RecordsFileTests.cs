using System.Text.Json;
using BrowserScraper.Output;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Storage;

namespace BrowserScraper.Tests.Output;

public sealed class RecordsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HashSet<string> done = ["a", "b", "c"];

    private string FilePath => folder["records.jsonl"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AppendAsync_NewItems_AreLinesWithTheKeyFirst()
    {
        await using (RecordsFile records = await OpenAsync())
        {
            await records.AppendAsync("a", Json("{\n  \"stock\": \"S1\",\n  \"price\": 12.50, \"key\": \"other\" }"));
            await records.AppendAsync("b", Json("[1, 2]"));
        }

        Assert.Equal(
            ["{\"key\":\"a\",\"stock\":\"S1\",\"price\":12.50}", "{\"key\":\"b\",\"value\":[1,2]}"],
            await LinesAsync());
    }

    [Fact]
    public async Task OpenAsync_FileCutAtAnyByte_KeepsWholeLines()
    {
        const string whole = "{\"key\":\"a\",\"n\":1}\n{\"key\":\"b\",\"n\":2}\n";
        for (int cut = 0; cut <= whole.Length; cut++)
        {
            await WriteAsync(whole[..cut]);
            await (await OpenAsync()).DisposeAsync();

            Assert.Equal(whole[..cut].Split('\n')[..^1], await LinesAsync());
        }
    }

    [Fact]
    public async Task OpenAsync_ItemNotDone_DropsItsLine()
    {
        await WriteAsync("{\"key\":\"a\"}\n{\"key\":\"crashed\"}\n{\"key\":\"b\"}\n");

        await using RecordsFile records = await OpenAsync();

        Assert.Equal(["{\"key\":\"a\"}", "{\"key\":\"b\"}"], await LinesAsync());
        Assert.False(records.Contains("crashed"));
        Assert.Equal(
            "{\"key\":\"crashed\"}\n", await File.ReadAllTextAsync(folder["records.dropped.jsonl"], TestContext.Current.CancellationToken));
        Assert.Equal(
            $"records: 1 of 3 lines of {FilePath} is of an item that is not done, and is in {folder["records.dropped.jsonl"]} now",
            Assert.Single(records.Notices));
    }

    [Fact]
    public async Task OpenAsync_CheckpointIsGone_LosesNoLine()
    {
        string[] before = ["{\"key\":\"a\",\"price\":1}", "{\"key\":\"b\",\"later\":{\"x\":[1]}}"];
        await WriteAsync(string.Join('\n', before) + "\n");
        done.Clear();

        await using (RecordsFile records = await OpenAsync())
        {
            Assert.Contains("records: 2 of 2 lines", Assert.Single(records.Notices), StringComparison.Ordinal);
        }

        Assert.Empty(await LinesAsync());
        Assert.Equal(before, await File.ReadAllLinesAsync(folder["records.dropped.jsonl"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OpenAsync_AnotherFormat_IsRefusedByNameAndNothingIsChanged()
    {
        const string later = "{\"format\":2,\"fields\":[\"key\"]}\n[\"a\"]\n";
        await WriteAsync(later);
        await File.WriteAllTextAsync(FilePath + ".tmp", "half", TestContext.Current.CancellationToken);

        IOException refused = await Assert.ThrowsAnyAsync<IOException>(OpenAsync);
        IOException unread = Assert.ThrowsAny<IOException>(() => new RecordsIndex(folder.Root));

        Assert.Equal(
            $"{FilePath} has format 2, this program knows 1; update BrowserScraper, or choose another folder; nothing was changed",
            refused.Message);
        Assert.Equal(refused.Message, unread.Message);
        Assert.Equal(later, await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken));
        Assert.Equal(2, Directory.GetFiles(folder.Root).Length);
    }

    [Fact]
    public async Task OpenAsync_KeyTwice_TheLastLineStays()
    {
        await WriteAsync("{\"key\":\"a\",\"n\":1}\n{\"key\":\"b\"}\n{\"key\":\"a\",\"n\":2}\n");

        await using RecordsFile records = await OpenAsync();

        Assert.Equal(["{\"key\":\"b\"}", "{\"key\":\"a\",\"n\":2}"], await LinesAsync());
    }

    [Fact]
    public async Task OpenAsync_NothingToDrop_DoesNotRewrite()
    {
        await WriteAsync("{\"key\":\"a\"}\n");
        File.SetLastWriteTimeUtc(FilePath, DateTime.UnixEpoch);

        await (await OpenAsync()).DisposeAsync();

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(FilePath));
    }

    [Fact]
    public async Task OpenAsync_UnreadableLineInTheMiddle_IsSetAsideAndNamed()
    {
        await WriteAsync("{\"key\":\"a\"}\n{\"key\":\"b\"!}\n{\"key\":\"c\"}\n");

        await using RecordsFile records = await OpenAsync();

        string aside = Assert.Single(Directory.GetFiles(folder.Root, "*.damaged-*"));
        Assert.Contains(aside, Assert.Single(records.Notices), StringComparison.Ordinal);
        Assert.False(records.Contains("b"));
        Assert.Equal(["{\"key\":\"a\"}", "{\"key\":\"c\"}"], await LinesAsync());
    }

    [Fact]
    public async Task DisposeAsync_ItemReadAgain_LeavesOnlyTheNewLine()
    {
        await WriteAsync("{\"key\":\"a\",\"n\":1}\n{\"key\":\"b\"}\n");
        await using (RecordsFile records = await OpenAsync())
        {
            await records.AppendAsync("a", Json("{\"n\":2}"));
        }

        Assert.Equal(["{\"key\":\"b\"}", "{\"key\":\"a\",\"n\":2}"], await LinesAsync());
    }

    [Fact]
    public async Task DisposeAsync_ItemNeverGotDone_LeavesNoLine()
    {
        await using (RecordsFile records = await OpenAsync())
        {
            await records.AppendAsync("interrupted", Json("{}"));
            await records.AppendAsync("a", Json("{}"));
        }

        Assert.Equal(["{\"key\":\"a\"}"], await LinesAsync());
    }

    [Fact]
    public async Task AppendAsync_ManyCallers_OneLineEach()
    {
        done.UnionWith(Enumerable.Range(0, 300).Select(number => $"item-{number}"));
        await using (RecordsFile records = await OpenAsync())
        {
            await Task.WhenAll(ParallelEnumerable.Range(0, 20_000)
                .Select(number => records.AppendAsync($"item-{number % 300}", Json("{}"))));
        }

        string[] lines = await LinesAsync();
        Assert.Equal(300, lines.Length);
        Assert.Equal(300, lines.Distinct().Count());
    }

    [Fact]
    public async Task AppendAsync_DiskIsFull_FailsInOneLine()
    {
        FailingFile? disk = null;
        await using RecordsFile records = await RecordsFile.OpenAsync(
            FilePath, done.Contains, TimeProvider.System, path => disk = new FailingFile(path));
        disk!.Full = true;

        IOException refused = await Assert.ThrowsAsync<IOException>(() => records.AppendAsync("a", Json("{}")));

        Assert.Contains("DATA_DIR", refused.Message, StringComparison.Ordinal);
        disk.Full = false;
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private Task<RecordsFile> OpenAsync() => RecordsFile.OpenAsync(FilePath, done.Contains, TimeProvider.System);

    private Task WriteAsync(string text) => File.WriteAllTextAsync(FilePath, text, TestContext.Current.CancellationToken);

    private async Task<string[]> LinesAsync()
    {
        await using FileStream file = new(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        string text = await new StreamReader(file).ReadToEndAsync(TestContext.Current.CancellationToken);
        return text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
    }
}
