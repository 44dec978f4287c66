using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using BrowserScraper.Run;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace BrowserScraper.Tests.Architecture;

/// <summary>
/// Which station of the library may know which. A new arrow is a decision: make it here first, and in docs/how-it-works.md.
/// </summary>
public sealed class StationTests
{
    private const string Root = "BrowserScraper";

    /// <summary>Knows every other station, and only the outermost one knows it.</summary>
    private const string Top = "Run";

    /// <summary>The door for programs that embed the library; nobody knows it.</summary>
    private const string Outermost = "Hosting";

    /// <summary>Besides: every station may know these four.</summary>
    private static readonly string[] Shared = ["Items", "Storage", "Machine", "Redaction"];

    private static readonly (string From, string[] To)[] Arrows =
    [
        ("Accounts", ["Browsers", "Evidence", "Output", "Pages", "Planning", "Progress", "Session", "Settings", "Sites"]),
        ("Attempts", ["Browsers", "Evidence", "Output", "Pacing", "Pages", "Progress", "Session", "Sites"]),
        ("Browsers", ["Progress", "Settings"]),
        ("Discovery",
            ["Accounts", "Attempts", "Browsers", "Checkpoints", "Lists", "Output", "Pacing", "Pages", "Planning", "Progress", "Queue",
            "Session", "Settings", "Sites", "Steering"]),
        ("Health", ["Progress"]),
        (Outermost, ["Planning", "Progress", Top, "Sites", "Steering", "Stores"]),
        ("Output", ["Browsers", "Pacing", "Session"]),
        ("Pacing", ["Browsers"]),
        ("Pages", ["Browsers", "Session"]),
        ("Planning", ["Browsers", "Output", "Pacing", "Progress", "Session", "Settings", "Sites", "Stores", "Watchdog"]),
        ("Queue", ["Accounts", "Health", "Output", "Pacing", "Planning", "Progress", "Settings", "Sites", "Stores"]),
        ("Reports", ["Progress"]),
        ("Session", ["Browsers", "Pacing"]),
        ("Sites", ["Browsers", "Lists", "Output", "Pacing", "Session", "Settings"]),
        ("Steering", ["Planning", "Progress", "Queue", "Settings", "Sites", "Stores"]),
        ("Stores", ["Checkpoints", "Output", "Watchdog"]),
        ("Trials",
            ["Accounts", "Attempts", "Browsers", "Discovery", "Evidence", "Lists", "Output", "Pacing", "Pages", "Planning", "Progress",
            "Session", "Settings", "Sites"]),
        ("Tuning", ["Progress"]),
        ("Watchdog", ["Checkpoints", "Output", "Progress", "Reports"]),
    ];

    // Read from the compiled code, which takes a second or two: once.
    private static readonly ArchUnitNET.Domain.Architecture Library = new ArchLoader().LoadAssembly(typeof(JobRunner).Assembly).Build();

    [Fact]
    public void Stations_AsTheyStand_KnowOnlyWhomTheyMay()
    {
        string[] stations =
            [.. Library.Namespaces.Select(each => each.FullName.Split('.')).Where(name => name.Length > 1 && name[0] == Root)
            .Select(name => name[1]).Distinct()];

        Assert.Empty(Arrows.Select(arrow => arrow.From).Concat(Shared).Except(stations));
        stations.Select(Rule).Aggregate((all, next) => all.And(next)).Check(Library);
    }

    private static IArchRule Rule(string station)
    {
        (string others, string meaning) = station == Top
            ? ($@"^{Root}\.{Outermost}(\.|$)", $"{Top} may know every station but {Outermost}")
            : (AllBut([station, .. Shared, .. Known(station)]),
                $"{station} may know {string.Join(", ", [.. Known(station), .. Shared])} alone");
        return Types().That().ResideInNamespaceMatching($@"^{Root}\.{station}(\.|$)")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(others)).Because(meaning);
    }

    private static IEnumerable<string> Known(string station) => Arrows.Where(arrow => arrow.From == station).SelectMany(arrow => arrow.To);

    private static string AllBut(string[] stations) => $@"^{Root}(?!\.({string.Join('|', stations)})(\.|$))(\.|$)";
}
