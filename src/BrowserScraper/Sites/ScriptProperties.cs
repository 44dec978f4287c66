namespace BrowserScraper.Sites;

/// <summary>What a run asks a script before it begins, or where nothing limits the answer.</summary>
internal static class ScriptProperties
{
    /// <summary>They may depend on options, and on no account.</summary>
    private static readonly (string Name, Func<SiteScript, object?> Answer)[] OfAnySite =
    [
        (nameof(SiteScript.NeedsSite), script => script.NeedsSite),
        (nameof(SiteScript.Sources), script => script.Sources),
        (nameof(SiteScript.Input), script => script.Input ?? ""), // null is an answer
    ];

    private static readonly (string Name, Func<SiteScript, object?> Answer)[] All =
    [
        .. OfAnySite,
        (nameof(SiteScript.Home), script => script.Home),
        (nameof(SiteScript.BlockedUrls), script => script.BlockedUrls),
        (nameof(SiteScript.TokenRequests), script => script.TokenRequests),
        (nameof(SiteScript.TokenKeys), script => script.TokenKeys),
        (nameof(SiteScript.Defaults), script => script.Defaults),
        (nameof(SiteScript.AllowsEqualFiles), script => script.AllowsEqualFiles),
        (nameof(SiteScript.AllowsEqualRecords), script => script.AllowsEqualRecords),
        (nameof(SiteScript.KeepsEqualFilesOnce), script => script.KeepsEqualFilesOnce),
        (nameof(SiteScript.MayBeEmpty), script => script.MayBeEmpty),
        (nameof(SiteScript.Marks), script => script.NeedsSignIn ? script.Marks : SessionMarks.None),
    ];

    /// <summary>Asks for each of them.</summary>
    /// <param name="script">The script.</param>
    /// <param name="hasAccount">It was made with address and credentials; without, only what needs none is asked for.</param>
    /// <param name="asking">Told which one is asked for now.</param>
    /// <returns>Those that are null and must not be.</returns>
    public static IReadOnlyList<string> Ask(SiteScript script, bool hasAccount, Action<string> asking)
    {
        List<string> lacking = [];
        foreach ((string name, Func<SiteScript, object?> answer) in hasAccount ? All : OfAnySite)
        {
            asking(name);
            if (answer(script) is null)
            {
                lacking.Add(name);
            }
        }

        return lacking;
    }
}
