using BrowserScraper.Sites;

namespace BrowserScraper.App.Running;

/// <summary>The scripts that a program was built with, and no others.</summary>
internal sealed class GivenScripts(IReadOnlyList<SiteScriptEntry> all) : IScripts
{
    public IReadOnlyList<SiteScriptEntry> All => all;

    public IReadOnlyList<string> Problems => [];

    public string NameOf(string given) => given;
}
