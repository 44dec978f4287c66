using System.Collections;
using BrowserScraper.Machine;
using Microsoft.Extensions.Configuration;

namespace BrowserScraper.Settings;

/// <summary>One place that settings come from.</summary>
/// <param name="Name">For messages, such as <c>.env</c> or <c>the command line</c>.</param>
/// <param name="Values">What it holds.</param>
internal sealed record SettingSource(string Name, IConfiguration Values)
{
    /// <summary>The variables of this process.</summary>
    public static SettingSource Environment
    {
        get
        {
            lock (ChosenEnvironment.Gate)
            {
                return Of("environment", System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                    .GroupBy(each => (string)each.Key, StringComparer.OrdinalIgnoreCase)
                    .Select(same => KeyValuePair.Create(same.Key, (string?)same.First().Value)));
            }
        }
    }

    /// <param name="name">For messages.</param>
    /// <param name="values">What it holds; of names that differ by case only the last one counts.</param>
    public static SettingSource Of(string name, IEnumerable<KeyValuePair<string, string?>> values) => new(
        name,
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.GroupBy(each => each.Key, StringComparer.OrdinalIgnoreCase).Select(same => same.Last()))
            .Build());
}
