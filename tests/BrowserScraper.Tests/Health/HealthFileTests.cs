using BrowserScraper.Health;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Health;

public sealed class HealthFileTests : IDisposable
{
    private static readonly SourceResult Good = new() { Source = "gallery", Done = 1, Files = 1, Seconds = 1.5 };

    private readonly TemporaryFolder data = new();
    private readonly List<string> told = [];

    private string Path => data[System.IO.Path.Combine("health", "media-search.json")];

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task CountAsync_ManyRunsAtTheSameTime_LosesNone()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => CountAsync(Good))));

        Assert.Equal(20, Assert.Single((await File().ReadAsync(told.Add)).Sources).Runs);
        Assert.Empty(told);
    }

    [Fact]
    public async Task ReadAsync_WhatWasWritten_IsTheSame()
    {
        await CountAsync(Good);
        await CountAsync(Good with { Files = 0, Failed = 1, LastError = "Failed: \"500\"" });

        SourceHealth read = Assert.Single(HealthReader.Read(data.Root, told.Add).Single().Sources);

        Assert.Equal((2, 1, 1, "Failed: \"500\""), (read.Runs, read.Succeeded, read.FailuresInARow, read.LastError));
        Assert.Equal([1.5, 1.5], read.Seconds);
        // a line for each source
        Assert.Equal(3, (await System.IO.File.ReadAllLinesAsync(Path, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task CountAsync_GroupThatIsNoSource_IsLeftOut()
    {
        await CountAsync(Good with { Source = "media-search" });

        Assert.False(System.IO.File.Exists(Path));
    }

    [Fact]
    public async Task CountAsync_ScriptWithoutSources_KeepsNothing()
    {
        await new HealthFile(data.Root, "dealer-inventory", [], TimeProvider.System).CountAsync([Good], TimeSpan.Zero, told.Add);

        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Root));
    }

    [Theory]
    [InlineData("{\"format\":1,\"sour")]
    [InlineData("[]")]
    [InlineData("{\"format\":1}")]
    [InlineData("{\"format\":1,\"sources\":[{\"source\":\"a\"},{\"source\":\"a\"}]}")]
    [InlineData("{\"format\":1,\"sources\":[null]}")]
    public async Task CountAsync_Damaged_SetsItAsideTellsItAndGoesOn(string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        await System.IO.File.WriteAllTextAsync(Path, content, TestContext.Current.CancellationToken);

        await CountAsync(Good);

        Assert.Contains("was damaged, and begins anew; the damaged file is ", Assert.Single(told), StringComparison.Ordinal);
        Assert.Equal(
            content, await System.IO.File.ReadAllTextAsync(
                Directory.EnumerateFiles(data["health"], "*.damaged-*").Single(), TestContext.Current.CancellationToken));
        Assert.Equal(1, Assert.Single((await File().ReadAsync(told.Add)).Sources).Runs);
    }

    [Fact]
    public async Task CountAsync_ANewerProgramsFile_IsLeftAlone()
    {
        const string Newer = "{\"format\":2,\"sources\":{}}";
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        await System.IO.File.WriteAllTextAsync(Path, Newer, TestContext.Current.CancellationToken);

        await CountAsync(Good);

        Assert.EndsWith("is not used (has format 2, this program knows 1)", Assert.Single(told), StringComparison.Ordinal);
        Assert.Equal(Newer, await System.IO.File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken));
    }

    private Task CountAsync(SourceResult result) => File().CountAsync([result], TimeSpan.FromMinutes(10), told.Add);

    private HealthFile File() => new(data.Root, "media-search", ["clips", "gallery"], TimeProvider.System);
}
