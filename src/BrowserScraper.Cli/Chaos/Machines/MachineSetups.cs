using System.Globalization;
using BrowserScraper.Output;

namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>
/// What the machines of a chaos run are started with: one job, one database, one folder for files, and else each its own.
/// </summary>
/// <param name="options">What is wanted.</param>
/// <param name="root">The folder of the chaos run.</param>
/// <param name="mark">What its processes are known by.</param>
/// <param name="store">The database.</param>
internal sealed class MachineSetups(ChaosOptions options, string root, string mark, ChaosStore store)
{
    private const string LeaseSetting = "STORE_LEASE";

    /// <summary>
    /// A short lease, so that what is lost comes back soon; few pages, as all machines are one; time for the list, which is held back; and
    /// a session that all have.
    /// </summary>
    private static readonly string[] Defaults =
        ["CONCURRENT_PAGES=2", "REQUEST_TIMEOUT=15", $"{LeaseSetting}=10", "ACCOUNT_MODE=share"];

    /// <summary>STORE_LEASE of all machines. One that is no number the machines refuse.</summary>
    public TimeSpan Lease { get; } = TimeSpan.FromSeconds(double.TryParse(
        Defaults.Concat(options.Settings).Last(setting => setting.StartsWith($"{LeaseSetting}=", StringComparison.Ordinal))
            [(LeaseSetting.Length + 1)..], CultureInfo.InvariantCulture, out double seconds) ? seconds : 0);

    /// <summary>SESSION_KEY_FILE of all machines.</summary>
    public string KeyFile => Path.Combine(root, "session.key");

    /// <summary>Where the job's files get their names.</summary>
    public string Files => JobFolder.At(Path.Combine(Shared, options.Script)).Files;

    private string Shared => Path.Combine(root, "shared");

    public ChaosMachine Machine(int number, TimeProvider time)
    {
        string own = Path.Combine(root, $"machine-{number}");
        LoopbackProxy way = store.Way();
        bool isReadable = number > 1; // the first one works as machines do
        string[] settings =
        [
            .. Defaults, $"STORE={store.Through(way, isReadable)}", $"STORE_SCHEMA={store.Schema}", $"FILES_DIR={Shared}",
            $"SESSION_KEY_FILE={KeyFile}", .. options.Settings,
        ];
        return new(
            new(options.Script, own, Path.Combine(own, "data"), mark, settings)
            {
                Secrets = options.Store?.Password is { } password
                    ? new Dictionary<string, string> { ["STORE_PASSWORD"] = password } : new Dictionary<string, string>(),
            },
            way, isReadable, time);
    }
}
