using BrowserScraper.Items;
using BrowserScraper.Settings;

namespace BrowserScraper.Sites;

/// <summary>The scripts that exist. Two of one name refuse to start.</summary>
internal sealed class SiteScriptRegistry
{
    private readonly SiteScriptEntry[] entries;

    public SiteScriptRegistry(IEnumerable<SiteScriptEntry> scripts)
    {
        entries = [.. scripts];
        RefuseTwins(entries);
    }

    public IReadOnlyList<SiteScriptEntry> All => entries;

    /// <exception cref="RunStopException">There is no such script; the message lists those that exist.</exception>
    public SiteScriptEntry Find(string name) =>
        entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RunStopException(StopReason.BadUsage,
            $"there is no script '{OneLine.Quoted(name)}'; scripts: {string.Join(", ", entries.Select(entry => entry.Name))}");

    /// <summary>Refuses what one setting, or one job's folder, would belong to twice.</summary>
    /// <exception cref="RunStopException">Two have one name, or names of which settings of one name are made.</exception>
    public static void RefuseTwins(IReadOnlyList<SiteScriptEntry> entries)
    {
        if (entries.GroupBy(entry => entry.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new RunStopException(
                StopReason.BadUsage,
                $"two scripts have the name '{twice.Key}': "
                    + string.Join(" and ", twice.Select(entry => $"{entry.ClassName} ({entry.Origin})")));
        }

        // Such as A_HTTP_USERNAME of "a", and of "a-http". Options are another matter: several may well have a QUERY.
        (SiteScriptEntry Entry, string Name)[] owned =
            [.. from entry in entries from setting in SettingsCatalog.ForScript(entry.SettingPrefix) select (entry, setting.Name)];
        (SiteScriptEntry Entry, string Name)[] claims =
            [.. owned, .. from entry in entries from option in entry.Options select (entry, option.Name)];
        foreach ((SiteScriptEntry owner, string setting) in owned)
        {
            if (claims.FirstOrDefault(claim => claim.Name == setting && !ReferenceEquals(claim.Entry, owner)) is { Entry: { } other })
            {
                throw new RunStopException(
                    StopReason.BadUsage,
                    $"the scripts '{owner.Name}' ({owner.Origin}) and '{other.Name}' ({other.Origin}) would both have a setting {setting}; "
                        + "give one of them another name");
            }
        }
    }
}
