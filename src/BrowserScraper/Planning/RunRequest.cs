using BrowserScraper.Items;

namespace BrowserScraper.Planning;

/// <summary>A run that is asked for. What it leaves out, the other sources of settings say.</summary>
/// <param name="Script">
/// The script's name, or a job's (<c>media-search/nature-landscape</c>), which goes on with the options of its last run. Default: the first
/// script there is.
/// </param>
public sealed record RunRequest(string? Script = null)
{
    /// <summary>Settings by name, such as MAX_DOWNLOADS. They stand above all other sources. Default: none.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The name of a set of settings, which stands below <see cref="Settings"/>. Default: <c>full</c>, an empty one.</summary>
    public string Profile { get; init; } = "full";

    /// <summary>What the run works on instead of the site's list. Default: that list.</summary>
    public IAsyncEnumerable<InputLine>? Input { get; init; }

    /// <summary>The known items that the run is for; the site's list is not read then. Default: all there are.</summary>
    public ItemFilter? Only { get; init; }

    /// <summary>
    /// How long items in flight may go on after the program was told to stop; after that they are ended, and the next run tries them again.
    /// Keep it well below the host's ShutdownTimeout. Default: 10 s.
    /// </summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Joins a run that another version of the script is at work in. Default: false, it is refused.</summary>
    internal bool AcceptsOtherScript { get; init; }

    /// <summary>
    /// What the last run of the job had, as a store tells that machines share. Default: as this machine's own last run had it.
    /// </summary>
    internal IReadOnlyDictionary<string, string>? LastOptions { get; init; }

    /// <summary>Who asks.</summary>
    internal RequestOrigin Origin { get; init; } = RequestOrigin.Program;
}
