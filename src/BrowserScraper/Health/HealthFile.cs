using System.Text;
using System.Text.Json;
using BrowserScraper.Progress;
using BrowserScraper.Storage;

namespace BrowserScraper.Health;

/// <summary>
/// A script's health on the disk. Several runs of the script may use it at the same time: each change is made under a lock.
/// </summary>
internal sealed class HealthFile
{
    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(20);

    private readonly string script;
    private readonly IReadOnlyList<string> sources;
    private readonly string path;
    private readonly TimeProvider time;

    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="script">The script's name.</param>
    /// <param name="sources">Its sources; where it has none, nothing is kept.</param>
    /// <param name="time">The clock.</param>
    public HealthFile(string dataDirectory, string script, IReadOnlyList<string> sources, TimeProvider time)
    {
        this.sources = sources;
        this.script = script;
        this.time = time;
        path = Path.Combine(FolderIn(dataDirectory), $"{script}.json");
    }

    public static string FolderIn(string dataDirectory) => Path.GetFullPath(Path.Combine(dataDirectory, "health"));

    /// <summary>Reads it, and repairs what is damaged. What cannot be used at all counts as empty.</summary>
    /// <param name="tell">Told of damage.</param>
    /// <param name="pause">From SOURCE_PAUSE: no pause that stands there may be longer than that allows, whatever clock has written it.
    /// Null for the longest there is.</param>
    public Task<ScriptHealth> ReadAsync(Action<string> tell, TimeSpan? pause = null) =>
        UpdateAsync(known => known.Bounded(pause, time.GetUtcNow()), tell);

    /// <summary>Counts what the sources have given in a run.</summary>
    public Task CountAsync(IReadOnlyList<SourceResult> results, TimeSpan pause, Action<string> tell) =>
        UpdateAsync(known => known.After(results.Where(result => sources.Contains(result.Source)), pause, time.GetUtcNow()), tell);

    private async Task<ScriptHealth> UpdateAsync(Func<ScriptHealth, ScriptHealth> change, Action<string> tell)
    {
        ScriptHealth empty = new(script, []);
        if (sources.Count == 0)
        {
            return empty;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using FileLock held = await TakeAsync();
            ScriptHealth known = Load(empty, tell);
            ScriptHealth changed = change(known);
            if (!ReferenceEquals(changed, known))
            {
                DurableFile.Replace(path, file => file.Write(Encoding.UTF8.GetBytes(changed.Write())));
            }

            return changed;
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            tell($"HEALTH: {path} is not used ({refused.Message.TrimEnd('.')})");
            return empty;
        }
    }

    private ScriptHealth Load(ScriptHealth empty, Action<string> tell)
    {
        try
        {
            return File.Exists(path) ? ScriptHealth.Read(script, File.ReadAllText(path)) : empty;
        }
        catch (JsonException)
        {
            tell($"HEALTH: {path} was damaged, and begins anew; the damaged file is {DurableFile.SetAside(path, time.GetLocalNow())}");
            File.Delete(path);
            return empty;
        }
    }

    private async Task<FileLock> TakeAsync()
    {
        long started = time.GetTimestamp();
        while (true)
        {
            if (FileLock.TryTake($"{path}.lock") is { } held)
            {
                return held;
            }

            if (time.GetElapsedTime(started) > LockLimit)
            {
                throw new IOException($"another process has held it for {LockLimit.TotalSeconds:0} s");
            }

            await Task.Delay(LockInterval, time);
        }
    }
}
