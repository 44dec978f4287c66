using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>Who holds a job, for the message to whoever comes second. Only the lock itself decides.</summary>
internal sealed record JobHolder(int Process, string Started, string Machine)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public static JobHolder Self()
    {
        using Process self = System.Diagnostics.Process.GetCurrentProcess();
        string started = self.StartTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new JobHolder(self.Id, started, Environment.MachineName);
    }

    public static JobHolder? Read(string path)
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

    /// <summary>Whether that process still runs; one on another machine cannot be looked at, and counts as running.</summary>
    public bool IsAlive
    {
        get
        {
            try
            {
                using Process process = System.Diagnostics.Process.GetProcessById(Process);
                return Machine != Environment.MachineName
                    || process.StartTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) == Started;
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                return Machine != Environment.MachineName;
            }
        }
    }

    public void Write(string path) =>
        DurableFile.Replace(path, file => JsonSerializer.Serialize(file, this, Format));

    public override string ToString()
    {
        string elsewhere = Machine == Environment.MachineName ? "" : $" on {Machine}";
        return $"process {Process}{elsewhere} (started {Started})";
    }
}
