using Microsoft.Extensions.Configuration;

namespace BrowserScraper.Settings;

/// <summary>One place that settings come from.</summary>
/// <param name="Name">For messages, such as <c>.env</c> or <c>the command line</c>.</param>
/// <param name="Values">What it holds.</param>
public sealed record SettingSource(string Name, IConfiguration Values)
{
    public static SettingSource Of(string name, IEnumerable<KeyValuePair<string, string?>> values) =>
        new(name, new ConfigurationBuilder().AddInMemoryCollection(values).Build());
}
