using System.Text.RegularExpressions;
using BrowserScraper.Items;

namespace BrowserScraper.Sites;

/// <summary>The scripts that exist. An ill-formed or duplicate name refuses to start.</summary>
internal sealed partial class SiteScriptRegistry
{
    private readonly SiteScriptEntry[] entries;

    public SiteScriptRegistry(IEnumerable<SiteScriptEntry> scripts)
    {
        entries = [.. scripts];
        foreach (SiteScriptEntry entry in entries)
        {
            if (!GoodName().IsMatch(entry.Name))
            {
                throw new RunStopException(
                    StopReason.BadUsage,
                    $"SiteScripts.cs: the name '{OneLine.Quoted(entry.Name)}' must be lower-case words joined by hyphens");
            }
        }

        if (entries.GroupBy(entry => entry.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new RunStopException(StopReason.BadUsage, $"SiteScripts.cs: the name '{twice.Key}' is listed twice");
        }
    }

    public IReadOnlyList<SiteScriptEntry> All => entries;

    /// <exception cref="RunStopException">There is no such script; the message lists those that exist.</exception>
    public SiteScriptEntry Find(string name) =>
        entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RunStopException(StopReason.BadUsage,
            $"there is no script '{OneLine.Quoted(name)}'; scripts: {string.Join(", ", entries.Select(entry => entry.Name))}");

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex GoodName();
}
