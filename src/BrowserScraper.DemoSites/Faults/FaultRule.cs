using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Faults;

/// <summary>One rule: a share of all requests, or a list of items.</summary>
internal sealed record FaultRule(FaultKind Kind, FaultScope Scope)
{
    private const string Forms = "a share such as 'error500=2%', or a list such as 'hang=#3,#7' or 'error500=<key>!' "
        + "('#' counts positions from 1; '!' means on every request instead of the first)";

    private static readonly Dictionary<string, FaultKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["error500"] = FaultKind.Error500,
        ["hang"] = FaultKind.Hang,
        ["error429"] = FaultKind.Error429,
        ["logout"] = FaultKind.Logout,
        ["endless-script"] = FaultKind.EndlessScript,
        ["endless-close"] = FaultKind.EndlessClose,
        ["truncated-pdf"] = FaultKind.TruncatedPdf,
        ["html-instead-of-pdf"] = FaultKind.HtmlInsteadOfPdf,
        ["same-pdf"] = FaultKind.SamePdf,
    };

    /// <summary>Null where this rule leaves the request alone.</summary>
    public FaultStrike? Draw(int seed, string key, int position, int request)
    {
        ulong hash = StableHash.Of(seed, Kind.ToString(), key, request);
        bool strikes = StableHash.ToUnit(hash) < Scope.Share || Scope.Targets.Any(target => target.Hits(key, position, request));
        return strikes ? new FaultStrike(Kind, (hash & 1) == 1) : null;
    }

    /// <summary>Returns the rule, or a sentence that says what is wrong with it and what is allowed.</summary>
    public static (FaultRule? Rule, string? Problem) Parse(string text)
    {
        string[] halves = text.Split('=', 2, StringSplitOptions.TrimEntries);
        if (halves.Length < 2 || halves[1].Length == 0)
        {
            return (null, $"'{text}' lacks its '=' part; write {Forms}");
        }

        if (!Kinds.TryGetValue(halves[0], out FaultKind kind))
        {
            return (null, $"'{halves[0]}' in '{text}' is no fault; allowed are {string.Join(", ", Kinds.Keys)}");
        }

        (FaultScope? scope, string? problem) = FaultScope.Parse(text, halves[1], "item", Forms);
        return (scope is null ? null : new FaultRule(kind, kind == FaultKind.Hang ? scope.OnEveryRequest() : scope), problem);
    }
}
