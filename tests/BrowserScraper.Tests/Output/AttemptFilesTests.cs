using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Session;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Pacing;

namespace BrowserScraper.Tests.Output;

public sealed class AttemptFilesTests : IDisposable
{
    private const string Pdf = "%PDF-1.7\n%%EOF\n";

    private readonly TemporaryFolder data = new();
    private readonly FileNames names = new([]);
    private readonly JobFolder folder;
    private readonly Downloads downloads;
    private readonly CookieManager tokens = new(
        new(), new Uri("https://one.example/"), _ => { }, () => { }, _ => Task.CompletedTask, TimeProvider.System);

    public AttemptFilesTests()
    {
        folder = new(data.Root, "job");
        folder.Create();
        folder.SweepStaging();
        downloads = new(
            new(folder.Files, folder.Staging), (key, name) => ValueTask.FromResult(names.Claim(key, name)),
            Hosts.AllThere(TimeProvider.System), new(HttpLogins.None),
            new(TimeSpan.FromSeconds(30), DownloadLane.Auto, Force: false), new(data.Root, reserve: 0), TimeProvider.System);
    }

    public void Dispose()
    {
        downloads.Dispose();
        tokens.Dispose();
        data.Dispose();
    }

    [Fact]
    public async Task DownloadAsync_FileOfAnEarlierRunVerifies_IsAdoptedAndNotFetched()
    {
        await WriteAsync("a.pdf", Pdf);
        using AttemptFiles files = downloads.Begin(new("a"), 1, tokens);

        SavedFile adopted = await DownloadAsync(files, "a.pdf");

        Assert.Equal(("a.pdf", (long)Pdf.Length), (adopted.Path, adopted.Size));
        Assert.Equal(64, adopted.Sha256.Length);
        Assert.Equal(0, files.BytesFetched);
    }

    [Theory]
    [InlineData("%%EOF", true)]
    [InlineData("%%FOE", false)]
    public async Task DownloadAsync_FileOfAnEarlierRunAndOwnCheck_IsAdoptedOnlyIfItPasses(string wanted, bool passes)
    {
        await WriteAsync("a.pdf", Pdf);
        using AttemptFiles files = downloads.Begin(new("a"), 1, tokens);

        Task<SavedFile> download = DownloadAsync(files, "a.pdf", file => file.MustContainAsync(wanted));

        if (passes)
        {
            Assert.Equal(FileKind.Pdf, (await download).Kind);
        }
        else
        {
            await Assert.ThrowsAnyAsync<Exception>(() => download); // it goes on to fetch, and there is no page here
        }
    }

    [Fact]
    public async Task DownloadAsync_NameOfAnotherItemInOtherLetters_IsNotAdopted()
    {
        await WriteAsync("a.pdf", Pdf);
        await WriteAsync("A.pdf", Pdf);
        using AttemptFiles first = downloads.Begin(new("a"), 1, tokens);
        using AttemptFiles second = downloads.Begin(new("A"), 1, tokens);

        Assert.Equal("a.pdf", (await DownloadAsync(first, "a.pdf")).Path);
        await Assert.ThrowsAnyAsync<Exception>(() => DownloadAsync(second, "A.pdf"));
    }

    [Fact]
    public async Task DownloadAsync_AttemptIsOver_TakesNoMore()
    {
        AttemptFiles files = downloads.Begin(new("a"), 1, tokens);
        files.Dispose();

        ItemEndedException ended = await Assert.ThrowsAsync<ItemEndedException>(() => DownloadAsync(files, "a.pdf"));

        Assert.IsType<ItemOutcome.Interrupted>(ended.Outcome);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Staging));
    }

    [Fact]
    public async Task SaveTextAsync_RightText_IsStagedUnderItsNameAndGoneWithTheAttempt()
    {
        AttemptFiles files = downloads.Begin(new("a"), 1, tokens);
        SavedFile saved = await SaveAsync(files, "1\n00:00:01,000 --> 00:00:02,000\nÀ toi\n", "a.en.srt", FileKind.Srt);

        Assert.Equal(("a.en.srt", 39L, FileKind.Srt, 0L), (saved.Path, saved.Size, saved.Kind, files.BytesFetched));
        Assert.False(File.Exists(Path.Combine(folder.Files, "a.en.srt")));
        StagedFile.Commit(files.Staged["a.en.srt"], Path.Combine(folder.Files, "a.en.srt"));
        files.Dispose();
        Assert.Equal(
            "1\n00:00:01,000 --> 00:00:02,000\nÀ toi\n",
            await File.ReadAllTextAsync(Path.Combine(folder.Files, "a.en.srt"), TestContext.Current.CancellationToken));
        Assert.Equal(await FileVerifier.Sha256Async(Path.Combine(folder.Files, "a.en.srt")), saved.Sha256);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Staging));
    }

    [Theory]
    [InlineData("no cues", "a.srt: it is no SRT")]
    [InlineData("", "a.srt: the file is empty")]
    public async Task SaveTextAsync_WrongText_IsABadFile(string text, string reason)
    {
        using AttemptFiles files = downloads.Begin(new("a"), 1, tokens);

        ItemEndedException ended = await Assert.ThrowsAsync<ItemEndedException>(() => SaveAsync(files, text, "a.srt", FileKind.Srt));

        Assert.Equal(new ItemOutcome.BadFile(reason), ended.Outcome);
    }

    [Fact]
    public async Task SaveTextAsync_AttemptIsOver_TakesNoMore()
    {
        AttemptFiles files = downloads.Begin(new("a"), 1, tokens);
        files.Dispose();

        ItemEndedException ended = await Assert.ThrowsAsync<ItemEndedException>(() => SaveAsync(files, "text", "a.txt", FileKind.Any));

        Assert.IsType<ItemOutcome.Interrupted>(ended.Outcome);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Staging));
    }

    [Fact]
    public async Task SaveTextAsync_NameOfAnotherItemInOtherLetters_GetsOneOfItsOwn()
    {
        using AttemptFiles first = downloads.Begin(new("abc"), 1, tokens);
        using AttemptFiles second = downloads.Begin(new("aBC"), 1, tokens);

        Assert.Equal("abc.txt", (await SaveAsync(first, "one", "abc.txt", FileKind.Any)).Path);
        Assert.Matches("^aBC-[0-9a-f]{8}\\.txt$", (await SaveAsync(second, "two", "aBC.txt", FileKind.Any)).Path);
    }

    [Fact]
    public async Task SweepStaging_HalfFilesOfACrash_AreGoneAndFinalOnesStay()
    {
        await WriteAsync("a.pdf", Pdf);
        Directory.CreateDirectory(Path.Combine(folder.Staging, "b-1"));
        await File.WriteAllTextAsync(Path.Combine(folder.Staging, "b-1", "1"), "%PDF-", TestContext.Current.CancellationToken);

        folder.SweepStaging();

        Assert.Empty(Directory.GetFileSystemEntries(folder.Staging));
        Assert.True(File.Exists(Path.Combine(folder.Files, "a.pdf")));
    }

    private static Task<SavedFile> DownloadAsync(AttemptFiles files, string name, Func<DownloadedFile, Task<string?>>? check = null) =>
        files.DownloadAsync(
            page: null!, address: null, link: null, name, new(FileKind.Pdf, check), lane: null, TestContext.Current.CancellationToken);

    private Task WriteAsync(string name, string content) =>
        File.WriteAllTextAsync(Path.Combine(folder.Files, name), content, TestContext.Current.CancellationToken);

    private static Task<SavedFile> SaveAsync(AttemptFiles files, string text, string name, FileKind expect) =>
        files.SaveTextAsync(text, name, new(expect), TestContext.Current.CancellationToken);
}
