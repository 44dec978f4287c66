using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Planning;

/// <summary>A job, as a request names it, for what looks at it without running it.</summary>
/// <param name="Job">Its name.</param>
/// <param name="Data">The data folder.</param>
/// <param name="SiteLabel">Which site it belongs to.</param>
/// <param name="Script">Its script, which nobody signs in for.</param>
internal sealed record JobTarget(string Job, string Data, string SiteLabel, SiteScript Script)
{
    /// <summary>Where it is kept.</summary>
    public required StoreSettings Store { get; init; }

    /// <summary>The site's address; one of nowhere where none is set.</summary>
    public required Uri Address { get; init; }

    public string Folder => Path.GetFullPath(Path.Combine(Data, Job));
}
