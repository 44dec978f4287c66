namespace BrowserScraper.Browsers;

/// <summary>Hears of an event until it is disposed.</summary>
/// <param name="end">Takes the handler away.</param>
internal sealed class Subscription(Action end) : IDisposable
{
    public void Dispose() => end();
}
