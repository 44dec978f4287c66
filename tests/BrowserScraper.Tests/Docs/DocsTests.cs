using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using BrowserScraper.Settings;

namespace BrowserScraper.Tests.Docs;

public sealed partial class DocsTests
{
    private static readonly string[] WithSamples = ["README.md", "docs/writing-a-site-script.md", "docs/embedding.md"];

    [Fact]
    public void Readme_SampleOfAScript_StandsInTheScript()
    {
        string sample = CSharpBlock().Match(Read("README.md")).Groups["code"].Value;

        Assert.Contains("ProcessAsync", sample, StringComparison.Ordinal);
        Assert.Contains(OneSpaced(sample), OneSpaced(Read("playwright-scripts/DealerInventory.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Embedding_Sample_IsAProgramThatATestRuns()
    {
        string sample = CSharpBlock().Match(Read("docs/embedding.md")).Groups["code"].Value;

        Assert.Contains("AddHostedRun", sample, StringComparison.Ordinal);
        Assert.Contains(
            OneSpaced(sample), OneSpaced(Read("tests/BrowserScraper.BrowserTests/Docs/EmbeddedProgram.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_ThatAreCutFromAFile_StandThere()
    {
        (string Document, string File, string Code)[] samples =
        [
            .. from document in WithSamples
               from Match sample in CutBlock().Matches(Read(document))
               select (document, sample.Groups["file"].Value, sample.Groups["code"].Value),
        ];

        Assert.InRange(samples.Length, 8, 100);
        Assert.All(samples, sample => Assert.Contains(OneSpaced(sample.Code), OneSpaced(Read(sample.File)), StringComparison.Ordinal));
    }

    [Fact]
    public void EnvExample_EverySettingOfTheHarness_StandsThereWithItsDefault()
    {
        string[] lines = Read(".env.example").Split('\n');

        Assert.All(SettingsCatalog.Harness, setting => Assert.Contains(lines, line =>
            setting.Default.Length > 0
                ? line == $"#{setting.Name}={setting.Default}" : line.StartsWith($"#{setting.Name}=", StringComparison.Ordinal)));
    }

    [Fact]
    public void EnvExample_AsItStands_ChangesNothing() =>
        Assert.All(Read(".env.example").Split('\n'), line => Assert.True(line.Length == 0 || line[0] == '#', line));

    [Fact]
    public void OperatingTable_EverySettingOfTheHarness_StandsThereAsInTheCatalog()
    {
        string[] rows = Read("docs/operating.md").Split('\n');

        Assert.All(SettingsCatalog.Harness, setting => Assert.Contains(rows, row =>
            row.StartsWith($"| {setting.Name}", StringComparison.Ordinal)
            && OneSpaced(row)
                .Contains($"| {setting.Default} | {setting.Allowed} | {setting.Meaning}".Replace("|  |", "| |", StringComparison.Ordinal),
                StringComparison.Ordinal)));
    }

    [Fact]
    public void Service_EverySettingOfIt_StandsInItsTableAndInTheExample()
    {
        string[] rows = Read("docs/service.md").Split('\n');
        string[] lines = Read(".env.example").Split('\n');

        Assert.All(SettingsCatalog.Service, setting =>
        {
            Assert.Contains(
                rows, row => OneSpaced(row)
                .StartsWith($"| {setting.Name} | {setting.Default} | {setting.Allowed} | {setting.Meaning}".Replace(
                    "|  |", "| |", StringComparison.Ordinal), StringComparison.Ordinal));
            Assert.Contains(lines, line => line.StartsWith($"#{setting.Name}=", StringComparison.Ordinal));
        });
    }

    private static string Read(string path, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path)).ReplaceLineEndings("\n");

    private static string OneSpaced(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"<!-- cut from (?<file>[^\s,]+)[^>]*-->\s*```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CutBlock();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
