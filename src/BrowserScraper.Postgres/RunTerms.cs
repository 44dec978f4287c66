using System.Globalization;
using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Postgres;

/// <summary>What all machines of a run must have in common, and what is said of the first thing that they have not.</summary>
internal static class RunTerms
{
    /// <param name="terms">Of who joins.</param>
    /// <param name="theirs">Of the run that is at work, as its row has them.</param>
    /// <exception cref="RunStopException">They differ, or nobody else can work on that site.</exception>
    public static void Refuse(JobTerms terms, string theirs)
    {
        if (terms.IsSiteOwn)
        {
            throw Refused(
                $"{terms.Job} is being worked on by another process, and this one would start a demo portal of its own, with items of its "
                    + $"own; start one for all of them (demo), and set {terms.SiteSetting} to its address");
        }

        JobTerms known = JsonSerializer.Deserialize<JobTerms>(theirs, Database.Json)!;
        if (known.Script != terms.Script && !terms.AcceptsOtherScript && known.Script is not null && terms.Script is not null)
        {
            throw Refused(
                $"{terms.Job} is being worked on with another version of its script: {known.Script} there, {terms.Script} here; bring both "
                    + "to the same, or join all the same with --accept-version");
        }

        Dictionary<string, string> mine = Named(terms);
        Dictionary<string, string> others = Named(known);
        foreach (string name in others.Keys.Union(mine.Keys))
        {
            (string there, string here) = (others.GetValueOrDefault(name, "not set"), mine.GetValueOrDefault(name, "not set"));
            if (there != here)
            {
                throw Refused(
                    $"{terms.Job} is being worked on with {name}={OneLine.Quoted(there)}, and this run has {OneLine.Quoted(here)}; join "
                        + "with the same, or wait for its end");
            }
        }
    }

    private static Dictionary<string, string> Named(JobTerms terms)
    {
        Dictionary<string, string> named = new(StringComparer.Ordinal)
        {
            [terms.SiteSetting.Length > 0 ? terms.SiteSetting : "the site"] = terms.SiteHost ?? terms.Site,
            ["MAX_DOWNLOADS"] = terms.MaxItems?.ToString(CultureInfo.InvariantCulture) ?? "0",
            ["FORCE_REDOWNLOAD"] = terms.Force ? "true" : "false",
            ["GLOBAL_JOB_TIMEOUT"] = terms.TimeLimit?.TotalSeconds.ToString(CultureInfo.InvariantCulture) ?? "none",
            ["the items that it is for"] = terms.Only ?? "all",
            ["AllowsEqualFiles"] = $"{terms.AllowsEqualFiles}",
            ["KeepsEqualFilesOnce"] = $"{terms.KeepsEqualFilesOnce}",
            ["AllowsEqualRecords"] = $"{terms.AllowsEqualRecords}",
        };
        foreach ((string name, string value) in terms.Options)
        {
            named[name] = value;
        }

        return named;
    }

    private static RunStopException Refused(string why) => new(StopReason.BadUsage, why);
}
