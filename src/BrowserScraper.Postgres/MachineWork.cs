using System.Reflection;
using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Postgres;

/// <summary>What a machine tells of itself with each heartbeat. Members may be called concurrently.</summary>
internal sealed class MachineWork(TimeProvider time)
{
    /// <summary>The assignments of an update whose first value is the machine's number and whose next are <see cref="Values"/>.</summary>
    public const string Told = "pages = coalesce($2::int, pages), items = $3, clock_offset = $4 - clock_timestamp()";

    private const int VersionLength = 20;

    private int pages;
    private int items;

    /// <summary>This program's version, with the first letters of the revision that it was built from.</summary>
    public static string Version { get; } = typeof(IJobStore).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        ?.InformationalVersion is { } version ? version[..Math.Min(version.Length, VersionLength)] : "";

    /// <summary>With how many pages it works; 0 until that is known.</summary>
    public int Pages
    {
        set => Volatile.Write(ref pages, value);
    }

    public object?[] Values => [Volatile.Read(ref pages) is > 0 and var known ? known : null, Volatile.Read(ref items), time.GetUtcNow()];

    /// <summary>Counts an item where it was brought to done.</summary>
    public void Count(ItemCompletion completion, CompletionResult result) =>
        Interlocked.Add(ref items, completion.State == ItemState.Done && result.Suspect is null ? 1 : 0);
}
