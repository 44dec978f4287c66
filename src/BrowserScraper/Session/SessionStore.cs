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
    private const string Stamp = "stamp";

    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly Lock gate = new();
    private FileLock? held;
    private JsonObject? loaded;
    private JsonObject? state;
    private bool isUpToDate;
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

    /// <summary>The same login beside other machines. Default: none has to do with it.</summary>
    public SharedLogin? Shared { get; init; }

    /// <summary>The browser is there at the end: what is saved last is what the site knows.</summary>
    public bool EndsWell { private get; set; }

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

    /// <summary>
    /// Reads what an earlier run has saved; what cannot be read is not used. Where other machines have to do with it, nothing is before
    /// <see cref="BeginAsync"/>.
    /// </summary>
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

            loaded = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject : null;
            if (Shared is null)
            {
                TakeOver(loaded);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException || StorageFault.Is(unreadable))
        {
            tell($"SESSION: {path} cannot be read and is not used; signing in anew");
        }
    }

    /// <summary>Begins with what was read, or what other machines have kept since.</summary>
    public async Task BeginAsync() => TakeOver(Shared is null ? loaded : await Shared.BeginAsync(loaded));

    /// <summary>Takes over a session as it was saved, here or by another machine.</summary>
    public void TakeOver(JsonObject? saved)
    {
        JsonObject? taken = saved?.DeepClone().AsObject();
        found = TokenFindings.Read(taken?[Tokens]);
        taken?.Remove(Tokens);
        taken?.Remove(Stamp);
        SecretTraffic.Read(taken, Secrets);
        Storage.Take(taken ?? []);
        lock (gate)
        {
            state = taken?["cookies"] is null ? null : taken; // what is known of its tokens may be all that there is
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

        return WriteAsync(() => Task.CompletedTask, isWhole: true);
    }

    /// <summary>Brings the cookies up to date, which is a hundred times cheaper than the whole state, and saves. Returns at once.</summary>
    /// <param name="context">Where they are.</param>
    /// <param name="isFormer">Whether another login was taken over meanwhile, which has none of them.</param>
    public void SaveCookiesLater(IBrowserContext context, Func<IBrowserContext, bool> isFormer)
    {
        if (Interlocked.Exchange(ref waiting, 1) == 0)
        {
            last = WriteAsync(async () =>
            {
                Interlocked.Exchange(ref waiting, 0);
                await TakeCookiesAsync(context, isFormer);
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
        if (Shared is not null && EndsWell && isUpToDate)
        {
            await Shared.KeepAsync(Whole(), isEnd: true);
        }

        held?.Dispose();
        writing.Dispose();
    }

    private async Task TakeCookiesAsync(IBrowserContext context, Func<IBrowserContext, bool> isFormer)
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
            if (!isFormer(context))
            {
                state ??= new() { ["origins"] = new JsonArray() };
                state["cookies"] = now;
            }
        }
    }

    private JsonObject? Whole()
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

                if (Shared is not null)
                {
                    whole[Stamp] = Shared.Stamp;
                }
            }

            return whole;
        }
    }

    private async Task UpdateAsync(Func<Task> update)
    {
        try
        {
            isUpToDate = false;
            await update();
            isUpToDate = true;
        }
        catch (Exception gone) when (BrowserLoss.MayBe(gone))
        {
            // The context is gone, or tells nothing any more: its cookies stay as they were saved. What pages told of their storage is
            // known all the same.
        }
    }

    private async Task WriteAsync(Func<Task> update, bool isWhole = false)
    {
        await writing.WaitAsync();
        try
        {
            await UpdateAsync(update);
            JsonObject? whole = Whole();
            if (Shared is not null && (isWhole || !Shared.IsShared)) // parts may be of a sign-in that is under way
            {
                await Shared.KeepAsync(whole, isEnd: false);
            }

            if (held is not null)
            {
                byte[] written = JsonSerializer.SerializeToUtf8Bytes(whole);
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
