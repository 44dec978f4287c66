using BrowserScraper.Cli.Scripting;
using BrowserScraper.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Cli.Scripting;

public sealed class ScriptCacheTests : IDisposable
{
    private static readonly ScriptBuild Build = new([1, 2, 3], [4], []);
    private static readonly ScriptBuild Failed = ScriptBuild.Failed(["a.cs(1,1): error", "b"]);
    private readonly FakeTimeProvider time = new(DateTimeOffset.Parse("2026-11-01T00:00:00Z"));
    private readonly TemporaryFolder caches = new();

    public void Dispose() => caches.Dispose();

    private string Folder => Path.Combine(caches.Root, "browser-scraper", "scripts");

    [Fact]
    public void Find_WhatWasKept_IsAsItWas()
    {
        ScriptCache cache = Open();
        cache.Keep("a", Build);
        cache.Keep("b", Failed);
        ScriptBuild found = Open().Find("a")!;

        Assert.Equal(Build.Assembly, found.Assembly);
        Assert.Equal(Build.Symbols, found.Symbols);
        Assert.Empty(found.Errors);
        Assert.Equal(Failed.Errors, Open().Find("b")!.Errors);
        Assert.Null(cache.Find("c"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(-1)]
    public void Find_FileCutOrChanged_IsNothingAndIsWrittenAnew(int at)
    {
        ScriptCache cache = Open();
        cache.Keep("a", Build);
        string file = Assert.Single(Directory.GetFiles(Folder));
        byte[] good = File.ReadAllBytes(file);
        byte[] changed = [.. good];
        changed[at < 0 ? ^1 : at] ^= 1;
        foreach (byte[] bad in (byte[][])[good[..(at < 0 ? good.Length - 1 : at)], changed, [.. good, 0]])
        {
            File.WriteAllBytes(file, bad);
            Assert.Null(cache.Find("a"));
        }

        cache.Keep("a", Build);
        Assert.NotNull(cache.Find("a"));
    }

    [Fact]
    public void Keep_FolderThatCannotBeWritten_IsNoError()
    {
        ScriptCache cache = Open();
        Directory.Delete(Folder, recursive: true);
        File.WriteAllText(Folder, "a file in its place");

        cache.Keep("a", Build);

        Assert.Null(cache.Find("a"));
        Assert.NotNull(new CacheFolder(caches.Root).Trouble);
        Assert.Equal("a file in its place", File.ReadAllText(Folder));
    }

    [Fact]
    public void Keep_WhatIsNotUsedForAMonth_Goes()
    {
        ScriptCache cache = Open();
        cache.Keep("used", Build);
        cache.Keep("unused", Build);
        File.WriteAllText(Path.Combine(Folder, "left.tmp"), "by a process that was killed");
        foreach (string file in Directory.GetFiles(Folder))
        {
            File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime);
        }

        time.Advance(TimeSpan.FromDays(20));
        Assert.NotNull(cache.Find("used"));
        time.Advance(TimeSpan.FromDays(20));
        cache.Keep("new", Build);

        Assert.Null(cache.Find("unused"));
        Assert.NotNull(cache.Find("used"));
        Assert.Equal(["new.script", "used.script"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Folder_IsTheUsersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("it has no such modes");
            return;
        }

        Assert.Null(new CacheFolder(caches.Root).Trouble);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));

        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.GroupWrite);
        Assert.StartsWith($"others may write to {Folder}", new CacheFolder(caches.Root).Trouble, StringComparison.Ordinal);

        Directory.Delete(Folder);
        Directory.CreateSymbolicLink(Folder, caches.Root);
        Assert.Equal($"{Folder} does not belong to this user", new CacheFolder(caches.Root).Trouble);
    }

    [Fact]
    public async Task Keep_ManyAtOnce_LeavesWholeFilesAlone()
    {
        ScriptBuild large = new(new byte[200_000], [], []);
        ScriptCache cache = Open();
        cache.Keep("a", large);

        await Parallel.ForAsync(0, 50, TestContext.Current.CancellationToken, (_, _) =>
        {
            Open().Keep("a", large);
            Assert.NotNull(cache.Find("a"));
            return ValueTask.CompletedTask;
        });

        Assert.Single(Directory.GetFiles(Folder));
    }

    private ScriptCache Open() => new(new(caches.Root), time);
}
