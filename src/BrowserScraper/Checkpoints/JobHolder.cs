using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>Who holds a job, for the message to whoever comes second. Only the lock itself decides.</summary>
internal sealed record JobHolder(int Process, string Started, string Machine)
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    // The system reckons a process's start back from the present, so two looks at it may differ by a moment.
    private static readonly TimeSpan Blur = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>Who holds the job in this folder, or held it when it was killed; null where nobody has left a name.</summary>
    public static JobHolder? Of(string jobFolder) => Read(PathIn(jobFolder));

    internal static string PathIn(string jobFolder) => Path.Combine(jobFolder, "job.lock.json");

    internal static JobHolder Self()
    {
        using Process self = System.Diagnostics.Process.GetCurrentProcess();
        return new JobHolder(self.Id, self.StartTime.ToString(TimeFormat, CultureInfo.InvariantCulture), Environment.MachineName);
    }

    internal static JobHolder? Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize<JobHolder>(file, Format);
        }
        catch (Exception unreadable) when (unreadable is JsonException || StorageFault.Is(unreadable))
        {
            return null;
        }
    }

    /// <summary>It runs, or ran, on this machine.</summary>
    [JsonIgnore]
    public bool IsHere => Machine == Environment.MachineName;

    /// <summary>When that process was started; null where what stands there is no time.</summary>
    [JsonIgnore]
    public DateTimeOffset? Since => DateTimeOffset.TryParseExact(
        Started, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset since) ? since : null;

    /// <summary>Whether that process still runs; one on another machine cannot be looked at, and counts as running.</summary>
    [JsonIgnore]
    public bool IsAlive
    {
        get
        {
            try
            {
                using Process process = System.Diagnostics.Process.GetProcessById(Process);
                return !IsHere
                    || (DateTime.TryParseExact(Started, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime started)
                    && (process.StartTime - started).Duration() <= Blur);
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return !IsHere;
            }
        }
    }

    internal void Write(string path) =>
        DurableFile.Replace(path, file => JsonSerializer.Serialize(file, this, Format));

    public override string ToString()
    {
        string elsewhere = IsHere ? "" : $" on {Machine}";
        return $"process {Process}{elsewhere} (started {Started})";
    }
}
