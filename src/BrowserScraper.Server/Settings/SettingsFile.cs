using BrowserScraper.Server.Storage;
using BrowserScraper.Storage;

namespace BrowserScraper.Server.Settings;

/// <summary>
/// The settings that hold now, and those that were changed, in <c>service/settings.json</c> of the folder that the service was started
/// with. Members may be called concurrently.
/// </summary>
internal sealed class SettingsFile
{
    public const string Name = "settings.json";

    private readonly Lock gate = new();
    private readonly string path;
    private readonly ServiceSettings defaults;
    private StoredSettings stored;
    private SettingsChange kept;

    /// <param name="folder">The service's own folder.</param>
    /// <param name="defaults">What holds where nobody has changed it.</param>
    /// <param name="tell">Told of a file that cannot be read.</param>
    /// <param name="time">Dates the name of a damaged file's copy.</param>
    /// <exception cref="Items.RunStopException">It has another format, or cannot be used.</exception>
    public SettingsFile(string folder, ServiceSettings defaults, Action<string> tell, TimeProvider time)
    {
        this.defaults = defaults;
        path = Path.Combine(folder, Name);
        stored = WholeFile.Read<StoredSettings>(path, StoredSettings.CurrentFormat, tell, time) ?? new();
        kept = stored.Read();
        if (SettingsChange.Problems(kept) is { Count: > 0 } problems)
        {
            tell($"SERVICE: {path} is not used ({string.Join("; ", problems)}); the file as it was is "
                + $"{DurableFile.SetAside(path, time.GetLocalNow())}");
            kept = new();
        }

        OutputDirInForce = Current.OutputDir;
    }

    /// <summary>With which the service was started; a later change waits for its restart.</summary>
    public string OutputDirInForce { get; }

    public ServiceSettings Current
    {
        get
        {
            lock (gate)
            {
                return new(
                    kept.MaxWorkers ?? defaults.MaxWorkers,
                    kept.MaxRetries ?? defaults.MaxRetries,
                    kept.BackoffFactor ?? defaults.BackoffFactor,
                    kept.OutputDir ?? defaults.OutputDir)
                {
                    AutoPages = kept.AutoPages ?? defaults.AutoPages,
                };
            }
        }
    }

    /// <summary>What was changed, and holds for every job whose order does not say otherwise.</summary>
    public SettingsChange Changed
    {
        get
        {
            lock (gate)
            {
                return kept;
            }
        }
    }

    /// <summary>Takes over what a change names, which has been checked, and writes it down first.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Change(SettingsChange change)
    {
        lock (gate)
        {
            SettingsChange next = new()
            {
                MaxWorkers = change.MaxWorkers ?? kept.MaxWorkers,
                // a number that somebody gives is meant
                AutoPages = change.AutoPages ?? (change.MaxWorkers is null ? kept.AutoPages : false),
                MaxRetries = change.MaxRetries ?? kept.MaxRetries,
                BackoffFactor = change.BackoffFactor ?? kept.BackoffFactor,
                OutputDir = change.OutputDir ?? kept.OutputDir,
                WorkersStopped = change.WorkersStopped ?? kept.WorkersStopped,
            };
            StoredSettings written = stored.With(next);
            WholeFile.Write(path, written);
            (stored, kept) = (written, next);
        }
    }
}
