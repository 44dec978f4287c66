using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Intake;

/// <summary>
/// Where further work for a job is dropped, by any process: <c>inbox/</c> in the job's folder, a file for each drop. A run takes it in within a second,
/// the next run does where none is at work, and a file goes only when its items are in the checkpoint. Members may be called concurrently.
/// </summary>
/// <param name="jobFolder">The job's folder.</param>
public sealed class Inbox(string jobFolder)
{
    private const string Ending = ".jsonl";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public string Folder { get; } = Path.Combine(jobFolder, "inbox");

    /// <summary>Whether something waits there.</summary>
    public bool HasMail => Files().Length > 0;

    /// <summary>Drops lines for the run that is at work, or for the next one. They are on the disk when it completes.</summary>
    /// <exception cref="IOException">The disk refuses them.</exception>
    public async Task DropAsync(IEnumerable<InputLine> lines)
    {
        Directory.CreateDirectory(Folder);
        string path = Path.Combine(Folder, $"{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss-fffffff}-{Guid.NewGuid():N}");
        FileStreamOptions ownersOnly = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            ownersOnly.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // a line may hold a password in its address, until a run takes it in
        }

        await using (FileStream file = new(path, ownersOnly))
        {
            foreach (InputLine line in lines)
            {
                file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n']);
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(path, path + Ending); // read whole or not at all
    }

    /// <summary>Hands over what lies there, a file at a time and the oldest first; each is deleted when <paramref name="take"/> has completed.</summary>
    internal async Task TakeAsync(Func<IReadOnlyList<InputLine>, Task> take)
    {
        foreach (string file in Files().Order(StringComparer.Ordinal))
        {
            await take([.. File.ReadLines(file).Select(Read).OfType<InputLine>()]);
            File.Delete(file);
        }
    }

    private string[] Files() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, $"*{Ending}") : [];

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
