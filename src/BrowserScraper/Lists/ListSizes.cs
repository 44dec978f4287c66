using System.Text.Json;
using System.Text.Json.Serialization;
using BrowserScraper.Storage;

namespace BrowserScraper.Lists;

/// <summary>
/// How many items the last complete discovery of a job has found, in the job's folder. A script with options has a list for each of their
/// values, so the last few are kept. Used by the one process that holds the job.
/// </summary>
internal sealed class ListSizes
{
    private const int CurrentFormat = 1;
    private const int Kept = 50;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly TimeProvider time;
    private readonly Action<string> tell;
    private readonly List<ListSize> lists = [];
    private readonly bool isUsable = true;
    private IDictionary<string, JsonElement>? further;

    private sealed record StoredSizes(int? Format, IReadOnlyList<ListSize> Lists)
    {
        [JsonExtensionData]
        public IDictionary<string, JsonElement>? Further { get; init; }
    }

    /// <param name="jobFolder">The job's folder.</param>
    /// <param name="tell">Told of what cannot be used.</param>
    /// <param name="time">The clock.</param>
    public ListSizes(string jobFolder, Action<string> tell, TimeProvider time)
    {
        this.tell = tell;
        this.time = time;
        Path = System.IO.Path.Combine(jobFolder, "lists.json");
        try
        {
            isUsable = Load();
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            tell($"LISTS: {Path} is not used ({refused.Message.TrimEnd('.')})");
            isUsable = false;
        }
    }

    public string Path { get; }

    /// <summary>How many items the last complete discovery has found; null where there was none.</summary>
    /// <param name="request">What the script was asked for.</param>
    public int? Last(string request) => lists.Find(each => each.Request == request)?.Found;

    /// <summary>Keeps the size of a list that was read completely.</summary>
    public void Keep(string request, int found)
    {
        if (!isUsable || Last(request) == found)
        {
            return;
        }

        ListSize? before = lists.Find(each => each.Request == request);
        lists.RemoveAll(each => each.Request == request);
        lists.Add(new(request, found, time.GetUtcNow()) { Further = before?.Further });
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(
            new StoredSizes(CurrentFormat, lists[Math.Max(0, lists.Count - Kept)..]) { Further = further }, Format);
        try
        {
            DurableFile.Replace(Path, file => file.Write(content));
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            tell($"LISTS: {Path} cannot be written ({refused.Message.TrimEnd('.')})");
        }
    }

    /// <returns>Whether it may be written.</returns>
    private bool Load()
    {
        if (!File.Exists(Path))
        {
            return true;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path));
            if (StoredJson.OtherFormat(json.RootElement, CurrentFormat) is { } other)
            {
                tell($"LISTS: {Path} is not used (has format {other}, this program knows {CurrentFormat})");
                return false;
            }

            StoredSizes content = json.Deserialize<StoredSizes>(Format)!;
            further = content.Further;
            lists.AddRange(content.Lists.Where(each => each.Request is not null));
        }
        catch (Exception damaged) when (damaged is JsonException or NullReferenceException or ArgumentNullException)
        {
            tell($"LISTS: {Path} was damaged, and begins anew; the damaged file is {DurableFile.SetAside(Path, time.GetLocalNow())}");
        }

        return true;
    }
}
