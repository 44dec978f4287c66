using System.Globalization;

namespace BrowserScraper.DemoSites.Faults;

/// <summary>What a rule strikes: a share of everything, or a list of items.</summary>
internal sealed record FaultScope(double Share, IReadOnlyList<FaultTarget> Targets)
{
    /// <summary>Returns the scope, or a sentence that says what is wrong with it and what is allowed.</summary>
    /// <param name="rule">The whole rule, such as <c>hang=#3,#7</c>.</param>
    /// <param name="given">What stands behind its <c>=</c>.</param>
    /// <param name="one">What a list names, such as a video.</param>
    /// <param name="forms">How such rules are written.</param>
    public static (FaultScope? Scope, string? Problem) Parse(string rule, string given, string one, string forms) =>
        given.EndsWith('%') ? ParseShare(rule, given) : ParseTargets(rule, given, one, forms);

    /// <summary>
    /// Listed items that the portal does not have: a typing error that would otherwise pass as a quiet run.
    /// </summary>
    public static IEnumerable<string> TargetsOutside(IEnumerable<FaultScope> scopes, int items, Func<string, bool> isKnown) => scopes
        .SelectMany(scope => scope.Targets)
        .Where(target => target.Key is null ? target.Position > items : !isKnown(target.Key))
        .Select(target => target.ToString())
        .Distinct(StringComparer.Ordinal);

    /// <summary>The same, and what is listed is struck by each of its requests, not by the first alone.</summary>
    public FaultScope OnEveryRequest() => this with { Targets = [.. Targets.Select(target => target with { Always = true })] };

    private static (FaultScope? Scope, string? Problem) ParseShare(string rule, string share) =>
        double.TryParse(share[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
        && percent is > 0 and <= 100
            ? (new FaultScope(percent / 100, []), null)
            : (null, $"'{share}' in '{rule}' is no share; allowed is a number above 0 and up to 100, then '%'");

    private static (FaultScope? Scope, string? Problem) ParseTargets(string rule, string list, string one, string forms)
    {
        var targets = new List<FaultTarget>();
        foreach (string entry in list.Split(',', StringSplitOptions.TrimEntries))
        {
            string name = entry.TrimEnd('!');
            bool byPosition = name.StartsWith('#');
            int position = 0;
            if (name.Length == 0 || (byPosition && !(int.TryParse(name.AsSpan(1), out position) && position > 0)))
            {
                return (null, $"'{entry}' in '{rule}' names no {one}; write {forms}");
            }

            targets.Add(new FaultTarget(byPosition ? null : name, position, Always: name.Length < entry.Length));
        }

        return (new FaultScope(0, targets), null);
    }
}
