namespace BrowserScraper.Pages;

/// <summary>
/// A content security policy that each document of a page gets before its first element, in frames, too. The document itself then refuses what is
/// not to be loaded, by its kind, without asking anyone, and tells its scripts as it would of a failure. It stays when the element that brought it is
/// gone again. Chromium asks for what it finds in the first bytes of a page's own document before any script has run; those are not its to refuse.
/// Facts: Content Security Policy Level 3; Chromium's parser scans before it parses.
/// </summary>
internal static class BlockingPolicy
{
    /// <summary>A name that cannot exist, which tells our policy from a site's own.</summary>
    public const string Mark = "browserscraper.invalid";

    public const string Script = $$"""
        (() => {
            if (document.contentType !== 'text/html' || document.documentElement) {
                return;
            }
            addEventListener('securitypolicyviolation', told => told.originalPolicy.includes('{{Mark}}') && told.stopImmediatePropagation(), true);
            const root = document.createElement('html');
            const policy = root.appendChild(document.createElement('head')).appendChild(document.createElement('meta'));
            policy.httpEquiv = 'Content-Security-Policy';
            policy.content = "img-src data: blob: {{Mark}}; media-src data: blob: mediastream: {{Mark}}; font-src data: blob: {{Mark}}; style-src 'unsafe-inline' data: blob: {{Mark}}";
            document.append(root);
            root.remove();
        })();
        """;
}
