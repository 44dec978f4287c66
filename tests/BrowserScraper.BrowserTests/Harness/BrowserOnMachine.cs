namespace BrowserScraper.BrowserTests.Harness;

/// <summary>Has the project's own code find a browser, or install one, before the first test.</summary>
public sealed class BrowserOnMachine : IAsyncLifetime
{
    public async ValueTask InitializeAsync() =>
        await new Preflight(TimeProvider.System).EnsureBrowserAsync(Settings.Of("."), Tell, CancellationToken.None);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Tell(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
