using BrowserScraper.Planning;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>
/// Has the project's own code find a browser, or install one, before the first test; and gives pages the time that a busy machine takes.
/// </summary>
public sealed class BrowserOnMachine : IAsyncLifetime
{
    private const float Patience = 60_000;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        await new Preflight(TimeProvider.System).EnsureBrowserAsync(Settings.Of("."), Tell, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Tell(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
