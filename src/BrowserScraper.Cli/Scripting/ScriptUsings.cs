using System.Xml.Linq;

namespace BrowserScraper.Cli.Scripting;

/// <summary>
/// The namespaces that a script need not name: those of the .NET SDK, and those that the packages give whoever refers to them.
/// </summary>
internal static class ScriptUsings
{
    private static readonly string[] OfTheSdk =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    /// <summary>The packages' files that say so, as this program has them.</summary>
    private static readonly string[] OfPackages = ["BrowserScraper.props", "BrowserScraper.App.props"];

    public static IReadOnlyList<string> All { get; } = [.. OfTheSdk, .. OfPackages.SelectMany(In)];

    private static IEnumerable<string> In(string props)
    {
        using Stream file = typeof(ScriptUsings).Assembly.GetManifestResourceStream(props)!;
        return [.. XDocument.Load(file).Descendants("Using").Select(each => each.Attribute("Include")!.Value)];
    }
}
