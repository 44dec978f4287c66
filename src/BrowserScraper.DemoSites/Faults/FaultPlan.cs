namespace BrowserScraper.DemoSites.Faults;

/// <summary>
/// What a portal does wrong, and when. Immutable; the same plan and seed give the same faults in every run.
/// </summary>
public sealed class FaultPlan
{
    private readonly IReadOnlyList<FaultRule> rules;
    private readonly int seed;

    private FaultPlan(IReadOnlyList<FaultRule> rules, int seed)
    {
        this.rules = rules;
        this.seed = seed;
    }

    /// <summary>Nothing goes wrong.</summary>
    public static FaultPlan None { get; } = new([], seed: 0);

    internal bool IsEmpty => rules.Count == 0;

    /// <summary>Reads rules such as <c>error500=2%</c>, <c>hang=#3,#7</c> or <c>truncated-pdf=KEY1,KEY2!</c>.</summary>
    /// <remarks>
    /// A share is drawn anew for every request of an item, so that a later attempt can succeed. A list strikes on an
    /// item's first request, with <c>!</c> on every one; <c>hang</c> always strikes. Where several rules fit, the first
    /// one counts. A page and its file count their requests apart.
    /// </remarks>
    /// <param name="rules">The rules; their order matters.</param>
    /// <param name="seed">Decides which requests a share strikes.</param>
    /// <param name="plan">The plan, or <see cref="None"/> if a rule is wrong.</param>
    /// <param name="error">Everything that is wrong and what is allowed instead; empty if nothing is.</param>
    public static bool TryParse(IEnumerable<string> rules, int seed, out FaultPlan plan, out string error)
    {
        var parsed = rules.Select(FaultRule.Parse).ToList();
        error = string.Join(Environment.NewLine, parsed.Select(result => result.Problem).OfType<string>());
        plan = error.Length > 0 || parsed.Count == 0
            ? None
            : new FaultPlan([.. parsed.Select(result => result.Rule).OfType<FaultRule>()], seed);
        return error.Length == 0;
    }

    internal FaultStrike? Draw(IReadOnlyList<FaultKind> possible, string key, int position, int request) => rules
        .Where(rule => possible.Contains(rule.Kind))
        .Select(rule => rule.Draw(seed, key, position, request))
        .FirstOrDefault(strike => strike is not null);

    /// <inheritdoc cref="FaultScope.TargetsOutside"/>
    internal IEnumerable<string> TargetsOutside(int items, Func<string, bool> isKnown) =>
        FaultScope.TargetsOutside(rules.Select(rule => rule.Scope), items, isKnown);
}
