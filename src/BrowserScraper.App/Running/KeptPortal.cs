using BrowserScraper.Planning;

namespace BrowserScraper.App.Running;

/// <summary>One demo portal for plan after plan: whoever is signed in there stays so. Not concurrent.</summary>
internal sealed class KeptPortal(IDemoPortals portals) : IDemoPortals, IAsyncDisposable
{
    private (string Script, DemoPortal Portal)? kept;

    public IReadOnlyList<string> Given => portals.Given;

    public async Task<DemoPortal> StartAsync(string script, CancellationToken stopping)
    {
        if (kept is not { } known || known.Script != script)
        {
            await DisposeAsync();
            kept = known = (script, await portals.StartAsync(script, stopping));
        }

        return known.Portal with { Portal = new Nothing() };
    }

    public async ValueTask DisposeAsync()
    {
        (DemoPortal? portal, kept) = (kept?.Portal, null);
        await (portal?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
