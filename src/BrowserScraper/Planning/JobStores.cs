using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Stores;
using BrowserScraper.Stores.Files;

namespace BrowserScraper.Planning;

/// <summary>
/// Which store the settings mean. One that machines share is opened once, and kept until this is disposed. Members may be called
/// concurrently.
/// </summary>
/// <param name="open">Opens a store that machines share; null where this program has none.</param>
internal sealed class JobStores(Func<StoreSettings, IJobCatalog>? open) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<StoreSettings, IJobCatalog> opened = [];

    /// <exception cref="RunStopException">STORE cannot be understood, or this program has no such store.</exception>
    public IJobCatalog Of(StoreSettings settings) => SharedOf(settings) ?? new FileJobStore(settings.DataDirectory, TimeProvider.System);

    /// <returns>Null where jobs are folders below DATA_DIR.</returns>
    /// <exception cref="RunStopException">STORE cannot be understood, or this program has no such store.</exception>
    public IJobCatalog? SharedOf(StoreSettings settings)
    {
        if (settings.AreFiles)
        {
            return null;
        }

        if (open is null)
        {
            throw new RunStopException(
                StopReason.BadUsage, "STORE is not for this program; add an IJobStore to its services, and leave STORE out");
        }

        lock (gate)
        {
            return opened.TryGetValue(settings, out IJobCatalog? known) ? known : opened[settings] = open(settings);
        }
    }

    public async ValueTask DisposeAsync()
    {
        IJobCatalog[] all;
        lock (gate)
        {
            all = [.. opened.Values];
            opened.Clear();
        }

        foreach (IJobCatalog each in all)
        {
            await each.DisposeAsync();
        }
    }
}
