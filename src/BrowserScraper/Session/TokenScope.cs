using System.IO.Enumeration;
using System.Net;

namespace BrowserScraper.Session;

/// <summary>Requests that carry a token.</summary>
internal abstract record TokenScope
{
    private static readonly string[] AskingKinds = ["Document", "XHR", "Fetch"];
    private static readonly string[] AllKinds = [""];
    private static readonly string[] Stages = ["Request", "Response"];

    /// <summary>False: only pages and what scripts ask for, since pictures and styles come without a token's change.</summary>
    protected virtual bool IsOfAnyKind => false;

    /// <summary>What Chromium is to hold: all that is covered, and perhaps more, which is let go at once.</summary>
    protected abstract string UrlPattern { get; }

    public abstract bool Covers(Uri address);

    /// <summary>As Fetch.enable takes them: held before they are sent, and again when their answer's headers are in.</summary>
    public IEnumerable<Dictionary<string, object>> FetchPatterns() =>
        from stage in Stages
        from kind in IsOfAnyKind ? AllKinds : AskingKinds
        select Fetch(stage, kind);

    private Dictionary<string, object> Fetch(string stage, string kind)
    {
        Dictionary<string, object> pattern = new() { ["urlPattern"] = UrlPattern, ["requestStage"] = stage };
        if (kind.Length > 0)
        {
            pattern["resourceType"] = kind;
        }

        return pattern;
    }

    /// <summary>The requests that a cookie goes to, by RFC 6265, sections 5.1.3 and 5.1.4. Neither port nor scheme counts.</summary>
    /// <param name="Domain">A host, or with a leading dot a host and those below it.</param>
    /// <param name="Path">Exactly this path, and those below it.</param>
    public sealed record OfCookie(string Domain, string Path) : TokenScope
    {
        public OfCookie(CookieKey cookie)
            : this(cookie.Domain, cookie.Path)
        {
        }

        protected override string UrlPattern => $"*{Domain.TrimStart('.')}*{Escaped(Path)}*";

        public override bool Covers(Uri address) =>
            address.Scheme is "http" or "https" && GoesTo(address.Host) && CoversPath(address.AbsolutePath);

        public bool GoesTo(string host)
        {
            string domain = Domain.TrimStart('.');
            return host.Equals(domain, StringComparison.OrdinalIgnoreCase)
                || (Domain.StartsWith('.') && host.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase)
                    && !IPAddress.TryParse(host, out _));
        }

        private bool CoversPath(string asked) =>
            asked.StartsWith(Path, StringComparison.Ordinal)
                && (asked.Length == Path.Length || Path.EndsWith('/') || asked[Path.Length] == '/');

        private static string Escaped(string text) => text
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("*", @"\*", StringComparison.Ordinal)
            .Replace("?", @"\?", StringComparison.Ordinal);
    }

    /// <summary>The requests that a script names.</summary>
    /// <param name="Pattern">Their addresses; <c>*</c> stands for anything.</param>
    /// <param name="AnyKind">Whether pictures and styles are among them.</param>
    public sealed record Named(string Pattern, bool AnyKind) : TokenScope
    {
        public static Named Below(Uri home, string request, bool anyKind) =>
            new(new Uri(home, request.Replace("**", "*", StringComparison.Ordinal)).AbsoluteUri, anyKind);

        protected override bool IsOfAnyKind => AnyKind;

        protected override string UrlPattern => Pattern;

        public override bool Covers(Uri address) => FileSystemName.MatchesSimpleExpression(Pattern, address.AbsoluteUri, ignoreCase: false);
    }
}
