using BrowserScraper.Server.Storage;

namespace BrowserScraper.Server.Settings;

/// <summary>
/// The settings that hold now, and those that were changed, in <c>service/settings.json</c> of the folder that the service was started with.
/// Members may be called concurrently.
/// </summary>
internal sealed class SettingsFile
{
    public const string Name = "settings.json";

    private readonly Lock gate = new();
    private readonly string path;
    private readonly ServiceSettings defaults;
    private SettingsChange kept;

    /// <param name="folder">The service's own folder.</param>
    /// <param name="defaults">What holds where nobody has changed it.</param>
    /// <param name="tell">Told of a file that cannot be read.</param>
    public SettingsFile(string folder, ServiceSettings defaults, Action<string> tell)
    {
        this.defaults = defaults;
        path = Path.Combine(folder, Name);
        kept = WholeFile.Read<SettingsChange>(path, tell) is { } read && SettingsChange.Problems(read).Count == 0 ? read : new();
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
                AutoPages = change.AutoPages ?? (change.MaxWorkers is null ? kept.AutoPages : false), // a number that somebody gives is meant
                MaxRetries = change.MaxRetries ?? kept.MaxRetries,
                BackoffFactor = change.BackoffFactor ?? kept.BackoffFactor,
                OutputDir = change.OutputDir ?? kept.OutputDir,
                WorkersStopped = change.WorkersStopped ?? kept.WorkersStopped,
            };
            WholeFile.Write(path, next);
            kept = next;
        }
    }
}
