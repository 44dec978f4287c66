namespace BrowserScraper.Server.Jobs;

/// <summary>What a job is to do, as it was asked for.</summary>
/// <param name="Script">The script's name, or a job's (<c>media-search/nature-landscape</c>), which goes on with the options of its last
/// run.</param>
internal sealed record JobOrder(string Script)
{
    /// <summary>What the job is about, such as a search's words; null where the script has one job only, or the settings say it.</summary>
    public string? Request { get; init; }

    /// <summary>Settings by name, as they would be given on the command line.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A named set of settings; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>The job works on what it was given, not on the site's list.</summary>
    public bool HasInput { get; init; }

    /// <summary>
    /// Only items that ended so, such as <c>SiteChanged</c>; <c>failed</c> for all that were given up; null for everything.
    /// </summary>
    public string? Retry { get; init; }
}
