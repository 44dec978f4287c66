using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Settings;
using BrowserScraper.Stores;

namespace BrowserScraper.App.Running;

/// <summary>Stores that several machines share. Apart, so that Npgsql is loaded only where STORE asks for it.</summary>
internal static class SharedStores
{
    /// <exception cref="RunStopException">STORE cannot be understood.</exception>
    public static IJobCatalog Open(StoreSettings settings) => new PostgresCatalog(settings, MachineClock.Own);

    /// <summary>The store itself, for what only one of many machines can be asked.</summary>
    /// <exception cref="RunStopException">Jobs are folders.</exception>
    public static PostgresJobStore Of(IJobCatalog catalog) => catalog is PostgresCatalog shared ? shared.Store
        : throw new RunStopException(
            StopReason.BadUsage, $"jobs are folders below {catalog.Place}, and this is for a store that many machines share; set STORE, or "
                + "give --store postgres://user@host/database");
}
