using System.Globalization;

namespace BrowserScraper.DemoSites.Media;

/// <summary>Faults of sources as an operator writes them: <c>hang@gallery</c>, <c>slow@lazy=5</c>.</summary>
public static class MediaFaultRules
{
    private static readonly Dictionary<string, Func<MediaFault, MediaFault>> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        ["hang"] = fault => fault with { Hangs = true },
        ["hang-mid-file"] = fault => fault with { HangsMidFile = true },
        ["drip"] = fault => fault with { Drips = true },
        ["dead-links"] = fault => fault with { HasDeadLinks = true },
    };

    /// <summary>Those that need a number, and what the number is.</summary>
    private static readonly Dictionary<string, string> Numbered = new(StringComparer.OrdinalIgnoreCase)
    {
        ["slow"] = "seconds, 0 to 600",
        ["error429"] = "how many requests, 0 to 1000000",
    };

    /// <summary>Whether a rule is for a source: an <c>@</c> stands before its <c>=</c>, if it has one.</summary>
    public static bool IsFor(string rule) => rule.Split('=')[0].Contains('@', StringComparison.Ordinal);

    /// <param name="rules">The rules; those of one source add up.</param>
    /// <param name="faults">The faults by source; empty if a rule is wrong.</param>
    /// <param name="error">Everything that is wrong and what is allowed instead; empty if nothing is.</param>
    public static bool TryParse(
        IEnumerable<string> rules, out IReadOnlyDictionary<string, MediaFault> faults, out string error)
    {
        var bySource = new Dictionary<string, MediaFault>(StringComparer.Ordinal);
        error = string.Join(Environment.NewLine, rules.Select(rule => Problem(rule, bySource)).OfType<string>());
        faults = error.Length == 0 ? bySource : new Dictionary<string, MediaFault>(StringComparer.Ordinal);
        return error.Length == 0;
    }

    /// <summary>Adds a rule; a sentence if it is wrong, else null.</summary>
    private static string? Problem(string rule, Dictionary<string, MediaFault> bySource)
    {
        string[] halves = rule.Split('=', 2, StringSplitOptions.TrimEntries);
        string[] names = halves[0].Split('@', 2, StringSplitOptions.TrimEntries);
        string kind = names[0];
        if (!Plain.ContainsKey(kind) && !Numbered.ContainsKey(kind))
        {
            return $"'{kind}' in '{rule}' is no fault of a source; allowed are {string.Join(", ", Plain.Keys.Concat(Numbered.Keys))}";
        }

        if (names.Length < 2 || MediaSources.All.FirstOrDefault(name => Same(name, names[1])) is not { } source)
        {
            return $"'{rule}' names no source; write {kind}@SOURCE with one of {string.Join(", ", MediaSources.All)}";
        }

        MediaFault fault = bySource.GetValueOrDefault(source, new MediaFault());
        MediaFault? more = halves.Length == 2 ? Counted(kind, halves[1], fault) : Plain.GetValueOrDefault(kind)?.Invoke(fault);
        if (more is null)
        {
            return Numbered.TryGetValue(kind, out string? number)
                ? $"'{rule}' needs a number: {kind}@{source}=N ({number})"
                : $"'{rule}' takes no '=' part; write {kind}@{source}";
        }

        bySource[source] = more;
        return null;
    }

    private static MediaFault? Counted(string kind, string number, MediaFault fault) =>
        Same(kind, "slow") && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds <= 600 ? fault with { Delay = TimeSpan.FromSeconds(seconds) }
        : Same(kind, "error429") && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int requests)
            && requests <= 1_000_000 ? fault with { Refusals = requests }
        : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
