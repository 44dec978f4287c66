using System.Text.RegularExpressions;

namespace BrowserScraper.Tests.Architecture;

/// <summary>Who may know whom. A new arrow is a decision: make it here first, and in docs/how-it-works.md.</summary>
public sealed partial class ArrowsTests
{
    private const string Library = "src/BrowserScraper";

    /// <summary>Besides: every station may know these four, and the files in the root know everybody.</summary>
    private static readonly string[] Shared = ["Items", "Storage", "Machine", "Redaction"];

    private static readonly string[] Arrows =
    [
        "Pages -> Session", "Pages -> Browsers", "Session -> Browsers", "Sites -> Session", "Sites -> Browsers", "Sites -> Output", "Output -> Session", "Output -> Browsers",
        "Sites -> Settings", "Sites -> Lists", "Reports -> Progress", "Care -> Checkpoints", "Care -> Progress", "Care -> Reports", "Health -> Progress", "Tuning -> Progress",
        "Pacing -> Browsers", "Queue -> Pacing", "Session -> Pacing", "Sites -> Pacing", "Output -> Pacing",
    ];

    private static readonly string[] Folders = ["src", "playwright-scripts"];

    private static readonly string[] Projects =
    [
        "BrowserScraper.Cli -> BrowserScraper", "BrowserScraper.Cli -> BrowserScraper.DemoSites", "BrowserScraper.Cli -> BrowserScraper.Scripts",
        "BrowserScraper.Cli -> BrowserScraper.Server", "BrowserScraper.Server -> BrowserScraper", "BrowserScraper.Scripts -> BrowserScraper",
    ];

    [Fact]
    public void Stations_AsTheyStand_KnowOnlyWhomTheyMay()
    {
        string[] stations = [.. Directory.GetDirectories(Repository.Path(Library)).Select(path => Path.GetFileName(path)).Where(name => name is not ("bin" or "obj"))];
        IEnumerable<string> found =
            from file in Repository.Files(Library, "*.cs")
            where file.Contains('/')
            let station = file.Split('/')[0]
            from known in Mentioned(File.ReadAllText(Repository.Path($"{Library}/{file}")), stations)
            where known != station && !Shared.Contains(known)
            select $"{station} -> {known}";

        Assert.Empty(found.Distinct().Except(Arrows));
    }

    [Fact]
    public void ProjectReferences_AsTheyStand_AreThoseOfTheDesign()
    {
        IEnumerable<string> found =
            from folder in Folders
            from file in Repository.Files(folder, "*.csproj")
            from Match match in Reference().Matches(File.ReadAllText(Repository.Path($"{folder}/{file}")))
            select $"{Path.GetFileNameWithoutExtension(file)} -> {match.Groups[1].Value}";

        Assert.Contains("BrowserScraper.Scripts -> BrowserScraper", found);
        Assert.Empty(found.Except(Projects));
    }

    [Fact]
    // Beyond 250 lines one looks twice; a law there would only make lines grow sideways.
    public void Files_AllOfThem_FitOnAFewScreens() => Assert.DoesNotContain(
        Folders.SelectMany(folder => Repository.Files(folder, "*.cs").Select(file => $"{folder}/{file}")),
        file => File.ReadLines(Repository.Path(file)).Count() > 300);

    // A using line, or a name that begins with the station: both make an arrow.
    private static IEnumerable<string> Mentioned(string code, string[] stations) => stations.Where(station =>
        Regex.IsMatch(code, $@"^using (static )?BrowserScraper\.{station}\b", RegexOptions.Multiline, Regex.InfiniteMatchTimeout)
        || Regex.IsMatch(code, $@"(?<![.\w])(BrowserScraper\.)?{station}\.[A-Z]", RegexOptions.None, Regex.InfiniteMatchTimeout));

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*/([^/\"]+)\\.csproj\"")]
    private static partial Regex Reference();
}
