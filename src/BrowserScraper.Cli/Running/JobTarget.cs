using BrowserScraper.Sites;

namespace BrowserScraper.Cli.Running;

/// <summary>A job, named on the command line, for what looks at it without running it.</summary>
/// <param name="Job">Its name.</param>
/// <param name="Data">The data folder.</param>
/// <param name="SiteLabel">Which site it belongs to.</param>
/// <param name="Script">Its script, not placed on any site.</param>
internal sealed record JobTarget(string Job, string Data, string SiteLabel, SiteScript Script)
{
    public string Folder => Path.GetFullPath(Path.Combine(Data, Job));
}
