using System.ComponentModel;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// A driver that is started ahead, beside what a run does before it needs one. Disposed, it ends where nobody has taken it.
/// </summary>
internal sealed class DriverStart : IAsyncDisposable
{
    private static DriverStart? early;

    private Task<IPlaywright>? starting = Task.Run(Driver.StartAsync);

    /// <summary>The one that <see cref="BeginEarly"/> has begun, for the first who asks; else one that begins now.</summary>
    public static DriverStart Next() => Interlocked.Exchange(ref early, null) ?? new();

    /// <summary>
    /// Begins before there is anybody who would dispose it: until <see cref="Next"/> hands it over, it ends with this process.
    /// </summary>
    public static void BeginEarly() => early ??= new();

    /// <summary>The driver, for the first who asks; null for everybody else.</summary>
    public Task<IPlaywright>? Take() => Interlocked.Exchange(ref starting, null);

    public async ValueTask DisposeAsync()
    {
        if (Take() is { } unused)
        {
            try
            {
                Driver.End(await unused);
            }
            catch (Exception failed)
                when (failed is PlaywrightException or TimeoutException or InvalidOperationException or IOException or Win32Exception
                    or RunStopException)
            {
                // It did not start; a run that needs one says so.
            }
        }
    }
}
