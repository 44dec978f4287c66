using System.Text.Json;
using System.Text.Json.Serialization;
using BrowserScraper.Items;
using BrowserScraper.Server.Storage;
using BrowserScraper.Storage;

namespace BrowserScraper.Server.Jobs;

/// <summary>
/// The jobs that the service has been given, in <c>service/jobs.json</c>. Not concurrent: the job service calls it under its lock.
/// </summary>
internal sealed class StoredJobs(string folder, Action<string> tell, TimeProvider time)
{
    public const string Name = "jobs.json";

    private const int CurrentFormat = 1;

    private readonly string path = Path.Combine(folder, Name);
    private Content content = new();

    /// <summary>It held entries that were left out.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>What can be read; an entry that cannot is told, and the file as it was is kept beside it.</summary>
    /// <exception cref="RunStopException">It has another format, or cannot be used.</exception>
    public IReadOnlyList<Entry> Read()
    {
        content = WholeFile.Read<Content>(path, CurrentFormat, tell, time) ?? new();
        JsonElement[] found = [.. content.Jobs ?? []];
        Entry[] entries = [.. found.Select(Read).OfType<Entry>().DistinctBy(entry => entry.Job)];
        if (entries.Length < found.Length)
        {
            string copy = DurableFile.SetAside(path, time.GetLocalNow());
            IsDamaged = true;
            tell($"SERVICE: {found.Length - entries.Length} of {Counted.Of(found.Length, "job")} in {path} cannot be read, and "
                + $"{(found.Length - entries.Length == 1 ? "is" : "are")} left out; the file as it was is {copy}");
        }

        return entries;
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(IEnumerable<ServedJob> jobs) => WholeFile.Write(path, content with
    {
        Format = CurrentFormat,
        Jobs = [.. jobs.Select(job => JsonSerializer.SerializeToElement(StoredJob.Of(job), StoredJson.Readable))],
    });

    private static Entry? Read(JsonElement job)
    {
        try
        {
            return job.Deserialize<StoredJob>(StoredJson.Readable)?.Read();
        }
        catch (Exception damaged) when (damaged is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <param name="Job">Its name.</param>
    /// <param name="Order">What it is to do.</param>
    /// <param name="Wanted">What the operator wants of it.</param>
    /// <param name="Last">How its last run ended, or null.</param>
    internal sealed record Entry(string Job, JobOrder Order, Wanted Wanted, JobEnding? Last)
    {
        /// <summary>What it was read from.</summary>
        public required StoredJob Stored { get; init; }
    }

    private sealed record Content
    {
        [JsonPropertyName("format")]
        public int Format { get; init; } = CurrentFormat;

        [JsonPropertyName("jobs")]
        public IReadOnlyList<JsonElement>? Jobs { get; init; }

        [JsonExtensionData]
        public IDictionary<string, JsonElement>? Further { get; init; }
    }
}
