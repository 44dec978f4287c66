using System.Text.Json;
using System.Text.Json.Serialization;
using BrowserScraper.Server.Storage;

namespace BrowserScraper.Server.Status;

/// <summary>
/// Numbers that only grow, over restarts of the service, and whatever its clock is set to: they are reserved by the million in
/// <c>service/events.json</c> before they are given out. Members may be called concurrently.
/// </summary>
internal sealed class EventNumbers
{
    public const string Name = "events.json";

    private const int CurrentFormat = 1;
    private const long Block = 1_000_000;

    private readonly Lock gate = new();
    private readonly string path;
    private readonly StoredNumbers kept;
    private long current;
    private long reserved;

    /// <param name="folder">The service's own folder.</param>
    /// <param name="tell">Told of a file that cannot be read.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="Items.RunStopException">The file has another format, or cannot be used.</exception>
    public EventNumbers(string folder, Action<string> tell, TimeProvider time)
    {
        path = Path.Combine(folder, Name);
        kept = WholeFile.Read<StoredNumbers>(path, CurrentFormat, tell, time) ?? new();

        // Never below the clock: earlier programs have numbered by it, and so it is where the file was lost.
        current = reserved = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), kept.Reserved);
    }

    /// <summary>The last that was given out.</summary>
    public long Current => Interlocked.Read(ref current);

    public long Next()
    {
        lock (gate)
        {
            if (current + 1 >= reserved)
            {
                Reserve();
            }

            return ++current;
        }
    }

    private void Reserve()
    {
        reserved = current + Block;
        try
        {
            WholeFile.Write(path, kept with { Format = CurrentFormat, Reserved = reserved });
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The order of this process holds all the same; what the disk lacks, the jobs tell.
        }
    }

    private sealed record StoredNumbers
    {
        [JsonPropertyName("format")]
        public int Format { get; init; } = CurrentFormat;

        [JsonPropertyName("reserved")]
        public long Reserved { get; init; }

        [JsonExtensionData]
        public IDictionary<string, JsonElement>? Further { get; init; }
    }
}
