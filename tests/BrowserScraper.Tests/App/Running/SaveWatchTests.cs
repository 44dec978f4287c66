using BrowserScraper.App.Running;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.App.Running;

/// <summary>Each way in which an editor saves is one save, and what only looks like one is none.</summary>
public sealed class SaveWatchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Ways => new(Editors.Keys);

    private string Script => folder["my-site.cs"];

    private static Dictionary<string, Action<string, string>> Editors => new(StringComparer.Ordinal)
    {
        ["written in place"] = File.WriteAllText,
        ["emptied, then written"] = (path, text) =>
        {
            using FileStream open = new(path, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite);
            open.Flush();
            open.Write(System.Text.Encoding.UTF8.GetBytes(text));
        },
        ["in several writes"] = (path, text) =>
        {
            using FileStream open = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
            foreach (byte each in System.Text.Encoding.UTF8.GetBytes(text))
            {
                open.WriteByte(each);
                open.Flush();
            }
        },
        ["written aside, then renamed over it"] = (path, text) =>
        {
            File.WriteAllText(path + ".tmp", text);
            File.Move(path + ".tmp", path, overwrite: true);
        },
        ["renamed to a backup, then written anew"] = (path, text) => // vim
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, "4913"), "");
            File.Delete(Path.Combine(Path.GetDirectoryName(path)!, "4913"));
            File.Move(path, path + "~", overwrite: true);
            File.WriteAllText(path, text);
            File.Delete(path + "~");
        },
        ["deleted, then written anew"] = (path, text) =>
        {
            File.Delete(path);
            File.WriteAllText(path, text);
        },
    };

    public SaveWatchTests() => File.WriteAllText(Script, "one");

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task NextAsync_SavedByAnEditor_CompletesOnceForEachSave(string way)
    {
        using SaveWatch watch = new([Script], TimeProvider.System);
        foreach (string text in new[] { "two", "three", "four" })
        {
            Task saved = watch.NextAsync(TestContext.Current.CancellationToken);
            Editors[way](Script, text);
            await saved;
            Assert.Equal(text, await File.ReadAllTextAsync(Script, TestContext.Current.CancellationToken));
        }

        Assert.False(watch.NextAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public async Task NextAsync_SavedBeforeItIsAsked_CompletesAllTheSame()
    {
        using SaveWatch watch = new([Script], TimeProvider.System);
        await File.WriteAllTextAsync(Script, "two", TestContext.Current.CancellationToken);

        await watch.NextAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task NextAsync_OtherFilesAndTheSameText_AreNoSaves()
    {
        using SaveWatch watch = new([Script], TimeProvider.System);
        Task saved = watch.NextAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["other.cs"], "x", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Script, "one", TestContext.Current.CancellationToken);
        Assert.False(saved.IsCompleted);
        await File.WriteAllTextAsync(Script, "two", TestContext.Current.CancellationToken);

        await saved;
    }

    [Fact]
    public async Task NextAsync_ScriptIsAFolder_TakesEachOfItsFilesAndNewOnes()
    {
        string site = Directory.CreateDirectory(folder["my-site"]).FullName;
        await File.WriteAllTextAsync(Path.Combine(site, "Site.cs"), "one", TestContext.Current.CancellationToken);
        using SaveWatch watch = new([site], TimeProvider.System);
        foreach (string name in new[] { "Site.cs", "Rows.cs", "Rows.cs" })
        {
            await File.AppendAllTextAsync(Path.Combine(site, name), "more", TestContext.Current.CancellationToken);
            await watch.NextAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task NextAsync_Stopped_Ends()
    {
        using SaveWatch watch = new([Script], TimeProvider.System);
        using CancellationTokenSource stop = new();
        Task saved = watch.NextAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => saved);
    }

    public void Dispose() => folder.Dispose();
}
