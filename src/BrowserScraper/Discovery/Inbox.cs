using System.Collections.Concurrent;
using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Discovery;

/// <summary>
/// Where further work for a job is dropped, by any process: <c>inbox/</c> in the job's folder, a file for each drop. A run takes it in
/// within a second, the next run does where none is at work, and a file goes only when its items are in the checkpoint. Members may be
/// called concurrently.
/// </summary>
/// <param name="jobFolder">The job's folder.</param>
internal sealed class Inbox(string jobFolder)
{
    private const string Ending = ".jsonl";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new StoredEnum<ItemPriority>(StoredNames.Priorities, ItemPriority.Normal, JsonNamingPolicy.CamelCase) },
    };

    private readonly ConcurrentDictionary<string, bool> told = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> taken = new(StringComparer.Ordinal);

    public string Folder { get; } = Path.Combine(jobFolder, "inbox");

    /// <summary>Whether something waits there that can be read.</summary>
    public bool HasMail => Files().Any(CanBeRead);

    /// <summary>Drops lines for the run that is at work, or for the next one. They are on the disk when it completes.</summary>
    /// <exception cref="IOException">The disk refuses them.</exception>
    public async Task DropAsync(IEnumerable<InputLine> lines)
    {
        Directory.CreateDirectory(Folder);
        string path = Path.Combine(Folder, $"{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss-fffffff}-{Guid.NewGuid():N}{Ending}");
        byte[] written = [.. lines.SelectMany(line => (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n'])];

        // A line may hold a password in its address, until a run takes it in.
        await Task.Run(() => DurableFile.Replace(path, file => file.Write(written), ownerOnly: true));
    }

    /// <summary>
    /// Hands over what lies there, a file at a time and the oldest first; each is deleted when <paramref name="take"/> has completed.
    /// </summary>
    /// <param name="take">Takes the lines of a file.</param>
    /// <param name="tell">Told once of a file that cannot be read, or not be deleted; the others are taken in all the same.</param>
    internal async Task TakeAsync(Func<IReadOnlyList<InputLine>, Task> take, Action<string> tell)
    {
        foreach (string file in Files().Where(file => !taken.ContainsKey(file)).Order(StringComparer.Ordinal))
        {
            if (ReadFile(file, tell) is { } lines)
            {
                await take(lines);
                Delete(file, tell);
            }
        }
    }

    private string[] Files() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, $"*{Ending}") : [];

    private static bool CanBeRead(string file)
    {
        try
        {
            File.OpenRead(file).Dispose();
            return true;
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            return false;
        }
    }

    private List<InputLine>? ReadFile(string file, Action<string> tell)
    {
        try
        {
            return [.. File.ReadLines(file).Select(Read).OfType<InputLine>()];
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            if (told.TryAdd(file, true))
            {
                tell($"INBOX: {file} cannot be read ({refused.Message.TrimEnd('.')}); it waits, and is not told again in this run");
            }

            return null;
        }
    }

    private void Delete(string file, Action<string> tell)
    {
        taken[file] = true;
        try
        {
            File.Delete(file);
            taken.TryRemove(file, out _);
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            tell($"INBOX: {file} was taken in, and cannot be deleted ({refused.Message.TrimEnd('.')}); delete it, or the next run takes "
                + "it in again");
        }
    }

    // Whoever writes such a file by hand may put plain lines into it.
    private static InputLine? Read(string written)
    {
        string line = InputText.Trimmed(written);
        if (!line.StartsWith('{'))
        {
            return InputText.Of(line);
        }

        try
        {
            return JsonSerializer.Deserialize<InputLine>(line, Json) is { Input.Length: > 0 } read ? read : null;
        }
        catch (JsonException)
        {
            return new(line); // the script will say that it is none of its own
        }
    }
}
