using System.Text.RegularExpressions;

namespace BrowserScraper.Tests.Architecture;

/// <summary>
/// What a compiled assembly does not tell: references of projects, those that nothing uses as well, and the length of lines.
/// </summary>
public sealed partial class SourceTreeTests
{
    private const int LongestLine = 140;

    private static readonly string[] Folders = ["src", "playwright-scripts"];

    private static readonly string[] Projects =
    [
        "BrowserScraper.Cli -> BrowserScraper.App", "BrowserScraper.Cli -> BrowserScraper.DemoSites",
        "BrowserScraper.Cli -> BrowserScraper.Scripts", "BrowserScraper.App -> BrowserScraper",
        "BrowserScraper.App -> BrowserScraper.Postgres", "BrowserScraper.App -> BrowserScraper.Server",
        "BrowserScraper.Server -> BrowserScraper",
        "BrowserScraper.Scripts -> BrowserScraper", "BrowserScraper.Postgres -> BrowserScraper",
    ];

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
    public void Lines_AllOfThem_FitOnTheScreen() => Assert.DoesNotContain(
        from folder in Folders.Append("tests")
        from file in Repository.Files(folder, "*.cs")
        from line in File.ReadLines(Repository.Path($"{folder}/{file}")).Index()
        where line.Item.Length > LongestLine
        select $"{folder}/{file}({line.Index + 1}): {line.Item.Length} characters",
        _ => true);

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*/([^/\"]+)\\.csproj\"")]
    private static partial Regex Reference();
}
