using System.Text.Json.Serialization;
using BrowserScraper.Items;

namespace BrowserScraper.Stores;

/// <summary>What a run of a job holds to, whoever works in it.</summary>
/// <param name="Job">The job's name, such as <c>script/request</c>.</param>
/// <param name="Site">Which site its items belong to; two sites never share a job.</param>
public sealed record JobTerms(string Job, string Site)
{
    /// <summary>The setting that names the site, for messages.</summary>
    public string SiteSetting { get; init; } = "";

    /// <summary>The site's host, with its port where that is not 443: relative addresses are there. Null where there is no site.</summary>
    public string? SiteHost { get; init; }

    /// <summary>How many items the run may work on (MAX_DOWNLOADS). Default: any number.</summary>
    public int? MaxItems { get; init; }

    /// <summary>Done items are fetched again, and stay done with what they have until that is replaced. Default: false.</summary>
    public bool Force { get; init; }

    /// <summary>Several items may have files of the same bytes. Default: false.</summary>
    public bool AllowsEqualFiles { get; init; }

    /// <summary>Files of the same bytes are kept once, under the name of the item that had them first. Default: false.</summary>
    public bool KeepsEqualFilesOnce { get; init; }

    /// <summary>Several items may have equal records. Default: false.</summary>
    public bool AllowsEqualRecords { get; init; }

    /// <summary>How long the run may take (GLOBAL_JOB_TIMEOUT). Default: any time.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Which known items the run is for, in words. Default: all there are.</summary>
    public string? Only { get; init; }

    /// <summary>The script's own settings, without secrets. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Which code the script is: the same for the same build. Default: not known, and not compared.</summary>
    public string? Script { get; init; }

    /// <summary>Joins a run that another script is at work in. Default: false, it is refused.</summary>
    [JsonIgnore]
    public bool AcceptsOtherScript { get; init; }

    /// <summary>The site lives in this process, so that no other one can work on it. Default: false.</summary>
    [JsonIgnore]
    public bool IsSiteOwn { get; init; }

    /// <summary>The host of an item's address, with its port where that is not 443; null where it has none.</summary>
    public string? HostOf(WorkItem item) => item.Address switch
    {
        null => null,
        { IsAbsoluteUri: false } => SiteHost,
        { Scheme: HostName.Below } below => $"{below.Host}.{SiteHost}",
        { Scheme: "http" or "https" } address => HostName.Of(address),
        _ => null,
    };
}
