using System.IO.Enumeration;

namespace BrowserScraper.Session;

/// <summary>Requests that carry a token.</summary>
/// <param name="Pattern">Their addresses; <c>*</c> stands for anything.</param>
/// <param name="AnyKind">False: only pages and what scripts ask for, since pictures and styles come without a token's change.</param>
internal sealed record TokenScope(string Pattern, bool AnyKind)
{
    private static readonly string[] AskingKinds = ["Document", "XHR", "Fetch"];
    private static readonly string[] AllKinds = [""];
    private static readonly string[] Stages = ["Request", "Response"];

    public bool Covers(Uri address) => FileSystemName.MatchesSimpleExpression(Pattern, address.AbsoluteUri, ignoreCase: false);

    /// <summary>As Fetch.enable takes them: held before they are sent, and again when their answer's headers are in.</summary>
    public IEnumerable<Dictionary<string, object>> FetchPatterns() =>
        from stage in Stages
        from kind in AnyKind ? AllKinds : AskingKinds
        select Fetch(stage, kind);

    private Dictionary<string, object> Fetch(string stage, string kind)
    {
        Dictionary<string, object> pattern = new() { ["urlPattern"] = Pattern, ["requestStage"] = stage };
        if (kind.Length > 0)
        {
            pattern["resourceType"] = kind;
        }

        return pattern;
    }
}
