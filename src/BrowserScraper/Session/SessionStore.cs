using System.Text.Json;
using System.Text.Json.Nodes;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Redaction;
using BrowserScraper.Storage;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// Keeps a session's cookies and storage in a file that only its owner may read, so that the next run starts signed in.
/// Saving may be asked for from anywhere; one writer does it, and asks in between are folded into the next save. One
/// run at a time has the file: two on one session would use up each other's tokens, so the second signs in for itself.
/// </summary>
internal sealed class SessionStore(string? path, Action<string> tell, TimeProvider time) : IAsyncDisposable
{
    private const string Tokens = "tokens";

    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly Lock gate = new();
    private FileLock? held;
    private JsonObject? state;
    private IReadOnlyList<TokenFinding> found = [];
    private Task last = Task.CompletedTask;
    private int waiting;

    /// <summary>
    /// What is known of the session's tokens: first what an earlier run has saved, and then what this is asked for at each save.
    /// </summary>
    public Func<IReadOnlyList<TokenFinding>> Findings
    {
        get => field ?? (() => found);
        set;
    }

    /// <summary>Gets to know what was saved. Default: nobody asks.</summary>
    public RunSecrets Secrets { get; init; } = RunSecrets.None;

    /// <summary>What the session's pages keep in their storage; newer than what was taken over as a whole.</summary>
    public StorageMemory Storage { get; } = new();

    /// <summary>The last state, in the form that Playwright takes, or null where there is none.</summary>
    public string? Current
    {
        get
        {
            lock (gate)
            {
                if (state?.DeepClone() is not JsonObject now)
                {
                    return null;
                }

                Storage.PutLocal(now);
                return now.ToJsonString();
            }
        }
    }

    /// <summary>Reads what an earlier run has saved; what cannot be read is not used.</summary>
    public void Load()
    {
        if (path is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            held = FileLock.TryTake($"{path}.lock");
            if (held is null)
            {
                tell($"SESSION: {path} is in use by another run; this one signs in for itself and does not save its session");
                return;
            }

            state = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject : null;
            found = TokenFindings.Read(state?[Tokens]);
            state?.Remove(Tokens);
            SecretTraffic.Read(state, Secrets);
            Storage.Take(state ?? []);
        }
        catch (Exception unreadable) when (unreadable is JsonException || StorageFault.Is(unreadable))
        {
            tell($"SESSION: {path} cannot be read and is not used; signing in anew");
        }
    }

    /// <summary>Takes over a whole state, and saves it.</summary>
    public Task SaveAsync(string whole)
    {
        JsonObject? read = JsonNode.Parse(WellFormed.Json(whole)) as JsonObject;
        SecretTraffic.Read(read, Secrets);
        lock (gate)
        {
            state = read;
        }

        return WriteAsync(() => Task.CompletedTask);
    }

    /// <summary>Brings the cookies up to date, which is a hundred times cheaper than the whole state, and saves. Returns at once.</summary>
    public void SaveCookiesLater(IBrowserContext context)
    {
        if (Interlocked.Exchange(ref waiting, 1) == 0)
        {
            last = WriteAsync(async () =>
            {
                Interlocked.Exchange(ref waiting, 0);
                await TakeCookiesAsync(context);
            });
        }
    }

    /// <summary>Takes over and saves all that a context holds; where it tells nothing any more, what was saved last stays.</summary>
    public async Task KeepAsync(IBrowserContext context)
    {
        Task<string> asked = context.StorageStateAsync(new() { IndexedDB = true });
        if (await asked.EndsWithinAsync(AskLimit, time) && asked.IsCompletedSuccessfully)
        {
            await SaveAsync(await asked);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await last;
        held?.Dispose();
        writing.Dispose();
    }

    private async Task TakeCookiesAsync(IBrowserContext context)
    {
        IReadOnlyList<BrowserContextCookiesResult> cookies = await context.CookiesAsync().WaitAsync(AskLimit, time);
        JsonArray now = new([.. cookies.Select(cookie => (JsonNode)new JsonObject
        {
            ["name"] = cookie.Name,
            ["value"] = cookie.Value,
            ["domain"] = cookie.Domain,
            ["path"] = cookie.Path,
            ["expires"] = cookie.Expires,
            ["httpOnly"] = cookie.HttpOnly,
            ["secure"] = cookie.Secure,
            ["sameSite"] = cookie.SameSite.ToString(),
        })]);
        lock (gate)
        {
            state ??= new() { ["origins"] = new JsonArray() };
            state["cookies"] = now;
        }
    }

    private byte[] Written()
    {
        IReadOnlyList<TokenFinding> findings = Findings();
        lock (gate)
        {
            JsonObject? whole = state?.DeepClone().AsObject();
            if (whole is not null)
            {
                Storage.Put(whole);
                if (findings.Count > 0)
                {
                    whole[Tokens] = TokenFindings.Write(findings);
                }
            }

            return JsonSerializer.SerializeToUtf8Bytes(whole);
        }
    }

    private static async Task UpdateAsync(Func<Task> update)
    {
        try
        {
            await update();
        }
        catch (Exception gone) when (BrowserLoss.MayBe(gone))
        {
            // The context is gone, or tells nothing any more: its cookies stay as they were saved. What pages told of their storage is
            // known all the same.
        }
    }

    private async Task WriteAsync(Func<Task> update)
    {
        await writing.WaitAsync();
        try
        {
            await UpdateAsync(update);
            if (held is not null)
            {
                byte[] written = Written();
                DurableFile.Replace(path!, file => file.Write(written), ownerOnly: true);
            }
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            tell($"SESSION: {path} cannot be written ({refused.Message}); the next run signs in anew");
        }
        finally
        {
            writing.Release();
        }
    }
}
