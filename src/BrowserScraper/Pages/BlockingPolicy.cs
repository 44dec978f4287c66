namespace BrowserScraper.Pages;

/// <summary>
/// A content security policy that the documents of a page get, in frames, too. The document itself then refuses what is not to be loaded,
/// by its kind, without asking anyone, and tells its scripts as it would of a failure. The policy stays when the element that brought it is
/// gone again. Facts: Content Security Policy Level 3, 3.3; Chromium asks for what stands in the first bytes of a page's own document
/// before any script has run.
/// </summary>
internal static class BlockingPolicy
{
    /// <summary>A name that cannot exist, which tells our policy from a site's own.</summary>
    public const string Mark = "browserscraper.invalid";

    /// <summary>To be run in each new document.</summary>
    /// <param name="atOnce">
    /// Before a page's own document has its first element, as in frames; otherwise when it has been read, since what stands in it was asked
    /// for before, and to refuse it a second time costs as much as the first.
    /// </param>
    public static string Script(bool atOnce) => $$"""
        (() => {
            if (document.contentType !== 'text/html') {
                return;
            }
            const refuse = () => {
                const policy = document.createElement('meta');
                policy.httpEquiv = 'Content-Security-Policy';
                policy.content = "img-src data: blob: {{Mark}}; media-src data: blob: mediastream: {{Mark}}; "
                    + "font-src data: blob: {{Mark}}; style-src 'unsafe-inline' data: blob: {{Mark}}";
                const root = document.createElement('html');
                if (!document.documentElement) {
                    root.append(document.createElement('head'));
                    document.append(root);
                }
                document.head?.append(policy);
                policy.remove();
                root.remove();
            };
            addEventListener(
                'securitypolicyviolation',
                told => told.originalPolicy.includes('{{Mark}}') && told.stopImmediatePropagation(),
                true);
            if ({{(atOnce ? "true" : "window !== top")}}) {
                refuse();
            } else {
                document.addEventListener('readystatechange', refuse, { once: true });
            }
        })();
        """;
}
