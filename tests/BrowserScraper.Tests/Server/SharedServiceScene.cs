using System.Text.Json;
using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Settings;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;
using BrowserScraper.Tests.Postgres;

namespace BrowserScraper.Tests.Server;

/// <summary>A service whose jobs are in a database, and machines that work on them without it.</summary>
public abstract class SharedServiceScene(PostgresServer server) : StoreScene(server)
{
    private protected const string Job = "video-subtitles";

    private protected static JobTerms Terms { get; } = new(Job, "https://videos.example/") { SiteHost = "videos.example" };

    private readonly JobStores stores = new(SharedStores.Open);

    private protected StoreSettings Settings => new(Options.Connection, DataDir, FilesDir, Schema, Options.Lease, Password: null);

    private protected Task<Service> ServeAsync() => Service.StartAsync(Settings, stores);

    /// <summary>A machine that works on the job, and knows these items.</summary>
    private protected async Task<IJobSession> MachineAsync(params string[] keys)
    {
        IJobSession session = await Store().OpenAsync(Terms, Ending);
        await session.AddAsync([.. keys.Select(key => new WorkItem(key) { Title = $"The film {key}" })]);
        return session;
    }

    /// <summary>Brings the next item to its end.</summary>
    private protected static async Task EndAsync(IJobSession session, ItemState state, params (string Path, string Text)[] files)
    {
        JobClaim claim = Assert.Single((await session.ClaimAsync(1, ClaimRules.None)).Claims);
        Dictionary<string, string> staged = [];
        foreach ((string path, string text) in files)
        {
            staged[path] = Path.Combine(Directory.CreateDirectory(Path.Combine(session.StagingFolder, "one")).FullName, path);
            await File.WriteAllTextAsync(staged[path], text, Ending);
        }

        CompletionResult ended = await session.CompleteAsync(
            claim, new(state, claim.Tally, state == ItemState.Done ? OutcomeNames.Done : OutcomeNames.SiteChanged)
            {
                Error = state == ItemState.Done ? null : "the page has changed",
                Files = [.. files.Select(file => new SavedFile(file.Path, file.Text.Length, $"of {file.Path}"))],
                Staged = staged,
            });
        Assert.False(ended.IsLost);
    }

    private protected static async Task<(int Status, string Body)> AnswerAsync(HttpResponseMessage answer) =>
        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ending));

    /// <summary>What a refusal says.</summary>
    private protected static string DetailOf(string body) => JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString()!;

    /// <summary>Waits until a machine sees what is wanted.</summary>
    private protected static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <inheritdoc cref="UntilAsync(Func{bool})"/>
    private protected static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (!await holds())
        {
            await timer.WaitForNextTickAsync(Ending);
        }
    }

    private protected override ValueTask EndAsync() => stores.DisposeAsync();
}
