using System.Text.Json;
using BrowserScraper.Storage;

namespace BrowserScraper.Output;

/// <summary>
/// A records file to look things up in, without changing or holding it: keeps the place of each item's last line in memory, and
/// reads the line when it is asked for. The run may go on writing meanwhile.
/// </summary>
internal sealed class RecordsIndex : IDisposable
{
    private const string Key = "key";

    private readonly Dictionary<string, (long Start, int Length)> places = new(StringComparer.Ordinal);
    private readonly List<string> fields = [];
    private readonly FileStream? file;

    /// <param name="jobFolder">The job's folder; it may have no records yet.</param>
    public RecordsIndex(string jobFolder)
    {
        string path = Path.Combine(jobFolder, "records.jsonl");
        if (File.Exists(path))
        {
            file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Scan(file);
        }
    }

    /// <summary>The names of all fields that any record has, in the order in which they first appear; the key is none of them.</summary>
    public IReadOnlyList<string> Fields => fields;

    /// <summary>The item's record, its key left out; empty where there is none.</summary>
    public IReadOnlyDictionary<string, JsonElement> Find(string key)
    {
        if (file is null || !places.TryGetValue(key, out (long Start, int Length) place))
        {
            return new Dictionary<string, JsonElement>();
        }

        byte[] line = new byte[place.Length];
        file.Position = place.Start;
        file.ReadExactly(line);
        using JsonDocument record = JsonDocument.Parse(line);
        return record.RootElement.EnumerateObject().Where(field => field.Name != Key)
            .ToDictionary(field => field.Name, field => field.Value.Clone(), StringComparer.Ordinal);
    }

    /// <summary>All records, as they stand in the file.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> All()
    {
        foreach (string key in places.Keys)
        {
            yield return new(key, JsonSerializer.SerializeToElement(Find(key)));
        }
    }

    public void Dispose() => file?.Dispose();

    private void Scan(FileStream source)
    {
        HashSet<string> known = new(StringComparer.Ordinal) { Key };
        LineReader lines = new(source);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (lines.LineStart == 0 && RecordLine.OtherFormatOf(line) is { } other)
            {
                throw new RecordsFormatException(StoredJson.Refusal(source.Name, other, RecordLine.CurrentFormat));
            }

            if (lines.Terminated && RecordLine.KeyOf(line) is { } key)
            {
                places[key] = (lines.LineStart, line.Length);
                NoteFields(line, known);
            }
        }
    }

    private void NoteFields(ReadOnlySpan<byte> line, HashSet<string> known)
    {
        Utf8JsonReader json = new(line);
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1 && known.Add(json.GetString()!))
            {
                fields.Add(json.GetString()!);
            }
        }
    }
}
