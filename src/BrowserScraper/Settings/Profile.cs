using BrowserScraper.Items;

namespace BrowserScraper.Settings;

/// <summary>A named set of settings.</summary>
/// <param name="Name">As given to <c>--profile</c>.</param>
/// <param name="Meaning">One line for the help text.</param>
/// <param name="Values">The settings, by name.</param>
internal sealed record Profile(string Name, string Meaning, IReadOnlyDictionary<string, string?> Values)
{
    /// <summary>The share of items, from 0 to 1, that must be done for PASS; null where the profile gives no verdict.</summary>
    public double? PassMark { get; init; }

    public static IReadOnlyList<Profile> All { get; } =
    [
        new("full", "every item (default)", new Dictionary<string, string?>()),
        new("test-10", "10 items on 2 pages; PASS when all are done", Items(10, 2)) { PassMark = 1 },
        new("test-30", "30 items on 2 pages; PASS at 85 %", Items(30, 2)) { PassMark = 0.85 },
        new("stress-100", "100 items on 5 pages", Items(100, 5)),
        new("balanced", "5 sources at once, 30 s each, 10 s a request", Sources(5, 30, 10, 2)),
        new("fast-network", "10 sources at once, 15 s each, 5 s a request", Sources(10, 15, 5, 2)),
        new("slow-network", "3 sources at once, 60 s each, 20 s a request, 5 retries", Sources(3, 60, 20, 5)),
    ];

    public static Profile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);

    /// <param name="name">As it was given.</param>
    /// <param name="option">Stands before the message, such as <c>--profile: </c>.</param>
    /// <exception cref="RunStopException">There is no such profile; the message lists those that exist.</exception>
    public static Profile Named(string name, string option = "") => Find(name) ?? throw new RunStopException(
        StopReason.BadUsage, $"{option}there is no profile '{name}'; profiles: {string.Join(", ", All.Select(profile => profile.Name))}");

    private static Dictionary<string, string?> Items(int items, int pages) =>
        new(StringComparer.Ordinal) { ["MAX_DOWNLOADS"] = $"{items}", ["CONCURRENT_PAGES"] = $"{pages}" };

    private static Dictionary<string, string?> Sources(int sources, int seconds, int request, int retries) => new(StringComparer.Ordinal)
    {
        ["MAX_CONCURRENT_SOURCES"] = $"{sources}",
        ["CONCURRENT_PAGES"] = $"{Math.Max(5, sources)}",
        ["SOURCE_TIMEOUT"] = $"{seconds}",
        ["REQUEST_TIMEOUT"] = $"{request}",
        ["MAX_RETRIES"] = $"{retries}",
    };
}
