using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace BrowserScraper.Tests.Architecture;

/// <summary>Which station of the library may know which. A new arrow is a decision: make it here first, and in docs/how-it-works.md.</summary>
public sealed class StationTests
{
    private const string Root = "BrowserScraper";

    /// <summary>Besides: every station may know these four. The root knows everybody, and nobody knows the root.</summary>
    private static readonly string[] Shared = ["Items", "Storage", "Machine", "Redaction"];

    private static readonly (string From, string[] To)[] Arrows =
    [
        ("Care", ["Checkpoints", "Progress", "Reports"]),
        ("Health", ["Progress"]),
        ("Output", ["Browsers", "Pacing", "Session"]),
        ("Pacing", ["Browsers"]),
        ("Pages", ["Browsers", "Session"]),
        ("Queue", ["Pacing"]),
        ("Reports", ["Progress"]),
        ("Session", ["Browsers", "Pacing"]),
        ("Sites", ["Browsers", "Lists", "Output", "Pacing", "Session", "Settings"]),
        ("Tuning", ["Progress"]),
    ];

    // Read from the compiled code, which takes a second or two: once.
    private static readonly ArchUnitNET.Domain.Architecture Library = new ArchLoader().LoadAssembly(typeof(JobRunner).Assembly).Build();

    [Fact]
    public void Stations_AsTheyStand_KnowOnlyWhomTheyMay()
    {
        string[] stations = [.. Library.Namespaces.Select(each => each.FullName.Split('.')).Where(name => name.Length > 1 && name[0] == Root).Select(name => name[1]).Distinct()];

        Assert.Empty(Arrows.Select(arrow => arrow.From).Concat(Shared).Except(stations));
        stations.Select(Rule).Aggregate((all, next) => all.And(next)).Check(Library);
    }

    private static IArchRule Rule(string station) =>
        Types().That().ResideInNamespaceMatching($@"^{Root}\.{station}(\.|$)")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(AllBut([station, .. Shared, .. Known(station)])))
            .Because($"{station} may know {string.Join(", ", [.. Known(station), .. Shared])} alone");

    private static IEnumerable<string> Known(string station) => Arrows.Where(arrow => arrow.From == station).SelectMany(arrow => arrow.To);

    private static string AllBut(string[] stations) => $@"^{Root}(?!\.({string.Join('|', stations)})(\.|$))(\.|$)";
}
