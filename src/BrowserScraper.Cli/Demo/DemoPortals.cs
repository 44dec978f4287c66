using BrowserScraper.DemoSites;
using BrowserScraper.Planning;

namespace BrowserScraper.Cli.Demo;

/// <summary>The demo portals, for runs that no address is set for.</summary>
internal sealed class DemoPortals(DemoArguments demo) : IDemoPortals
{
    /// <summary>
    /// The runs are of any script: each portal takes the faults that are its own. Default: false, and a fault of another portal is refused.
    /// </summary>
    public bool ForAllScripts { get; init; }

    public IReadOnlyList<string> Given => ForAllScripts ? [] : demo.Given; // they are for whichever job has a demo portal

    public async Task<DemoPortal> StartAsync(string script, CancellationToken stopping)
    {
        IDemoPortal portal = await (ForAllScripts ? demo.Only(script) : demo).StartAsync(script, port: 0, stopping);
        return new(portal.Address, portal.Username, portal.Password, portal.Description, portal);
    }
}
