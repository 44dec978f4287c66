using System.Globalization;
using BrowserScraper.Server.Settings;
using BrowserScraper.Settings;

namespace BrowserScraper.Server.Jobs;

/// <summary>Completes orders by the service's own settings.</summary>
internal static class OrderFill
{
    /// <summary>Adds what the service's own settings say, where neither the order nor its profile does.</summary>
    public static JobOrder Fill(JobOrder order, SettingsChange changed, string dataDirectory)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal) { ["DATA_DIR"] = dataDirectory };
        IReadOnlyDictionary<string, string?>? profile = order.Profile is { } name ? Profile.Find(name)?.Values : null;
        foreach ((string setting, string? value) in new[]
        {
            ("MAX_RETRIES", changed.MaxRetries?.ToString(CultureInfo.InvariantCulture)),
            ("BACKOFF_FACTOR", changed.BackoffFactor?.ToString(CultureInfo.InvariantCulture)),
        })
        {
            if (value is not null && profile?.ContainsKey(setting) != true)
            {
                values[setting] = value;
            }
        }

        foreach ((string setting, string value) in order.Settings)
        {
            values[setting] = value;
        }

        return order with { Settings = values };
    }
}
