using BrowserScraper.Planning;
using BrowserScraper.Sites;

namespace BrowserScraper.Trials;

/// <summary>What a session rests on: where one of these has changed, it is no session for what is tried now, and somebody signs in anew.
/// </summary>
internal sealed class TrialBasis
{
    private readonly Dictionary<string, string> parts;

    private TrialBasis(Dictionary<string, string> parts) => this.parts = parts;

    public static TrialBasis Of(JobPlan plan)
    {
        SiteScript script = plan.Script;
        SessionMarks marks = script.NeedsSignIn ? script.Marks : SessionMarks.None;
        return new(new(StringComparer.Ordinal)
        {
            ["Name"] = script.Name,
            ["Home"] = script.Home.AbsoluteUri,
            ["NeedsSignIn"] = $"{script.NeedsSignIn}",
            ["Marks"] = string.Join(
                '\n',
                new[] { marks.SignedIn, marks.SignedOut, marks.Between, marks.Wall, marks.User }.Select(each => string.Join('\t', each))),
            ["TokenRequests"] = string.Join('\n', script.TokenRequests),
            ["TokenKeys"] = string.Join('\n', script.TokenKeys),
            ["BlockedUrls"] = string.Join('\n', script.BlockedUrls),
            [plan.UrlSetting] = plan.Site.Url.AbsoluteUri,
            ["the account"] = string.Join(
                '\n', plan.Accounts[0].Username, plan.Accounts[0].Password, plan.Site.Http?.Username, plan.Site.Http?.Password),
            ["the settings"] = string.Join('\n', plan.Settings.InForce.Select(each => $"{each.Key}={each.Value}")),
        });
    }

    /// <summary>What is another's here; none where all is the same.</summary>
    public IReadOnlyList<string> DifferenceTo(TrialBasis before) =>
        [.. parts.Where(part => before.parts.GetValueOrDefault(part.Key) != part.Value).Select(part => part.Key)];
}
