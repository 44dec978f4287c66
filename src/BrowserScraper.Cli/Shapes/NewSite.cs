using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.Cli.Shapes;

/// <summary>The name of a site script that is to be written, and what follows from it.</summary>
internal sealed record NewSite
{
    private const string Suffix = "Site";

    private NewSite(string name) => Name = name;

    public string Name { get; }

    /// <summary>Such as <c>MySite</c>. All end in Site, so that none is called like something that a script uses.</summary>
    public string ClassName
    {
        get
        {
            string joined = string.Concat(Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
            return joined.EndsWith(Suffix, StringComparison.Ordinal) ? joined : joined + Suffix;
        }
    }

    public string FileName => $"{Name}.cs";

    /// <param name="name">As it was typed.</param>
    /// <param name="scripts">Those that there are.</param>
    /// <exception cref="RunStopException">No script can be called so, or one is.</exception>
    public static NewSite Of(string? name, IReadOnlyList<SiteScriptEntry> scripts)
    {
        if (name is null)
        {
            throw Refused("new: say what the script is to be called, such as: scraper new my-site");
        }

        if (SiteClassRules.ProblemOf(name) is { } problem)
        {
            throw Refused($"new: {problem}");
        }

        if (scripts.Any(each => each.Name == name))
        {
            throw Refused($"new: there is a script with the name '{name}' already; choose another one");
        }

        NewSite site = new(name);
        SiteScriptEntry entry = new(name, name, _ => throw new InvalidOperationException($"{name} is still to be written"));
        SiteScriptRegistry.RefuseTwins([.. scripts, entry with { Origin = site.FileName }]);
        return site;
    }

    /// <summary>What has to be set before it can run, with what stands there to begin with.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings(bool needsSignIn)
    {
        string prefix = SiteScriptEntry.PrefixOf(Name);
        (string, string) address = ($"{prefix}_URL", "");
        return needsSignIn ? [address, ($"{prefix}_USERNAME", ""), ($"{prefix}_PASSWORD", "''")] : [address];
    }

    private static RunStopException Refused(string why) => new(StopReason.BadUsage, why);
}
