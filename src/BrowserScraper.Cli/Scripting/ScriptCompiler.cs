using System.Globalization;
using System.Text;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace BrowserScraper.Cli.Scripting;

/// <summary>
/// Compiles scripts. Whoever mentions this class loads Roslyn: tens of megabytes, and seconds for the first script, so it is asked for
/// where there is something to compile alone. What it has read of its references it keeps for the next script.
/// </summary>
internal sealed class ScriptCompiler
{
    public const string Tool = "scraper";
    private const int MostErrors = 20;

    private static readonly CSharpParseOptions Parsing = CSharpParseOptions.Default
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithFeatures([new("FileBasedProgram", "true")]); // the lines that begin with #: are for dotnet run

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true,
        nullableContextOptions: NullableContextOptions.Enable);

    private readonly ScriptReferences references = new();
    private readonly Dictionary<string, MetadataReference[]> read = new(StringComparer.Ordinal);

    /// <exception cref="RunStopException">A file is in another encoding, or asks for what this program cannot give.</exception>
    public ScriptBuild Compile(ScriptSource source)
    {
        SyntaxTree[] trees = [.. source.Files.Select(file => CSharpSyntaxTree.ParseText(
            SourceText.From(ScriptText.Of(file, source.Prefix), Encoding.UTF8), Parsing, file.Name))];
        SyntaxTree? start = Array.Find(trees, IsProgram);
        if (ScriptDirectives.Refusal(trees, (start ?? trees[0]).FilePath) is { } refusal)
        {
            return ScriptBuild.Failed([refusal]);
        }

        // What follows from a line that is no C# says nothing new.
        Diagnostic[] syntax = [.. trees.SelectMany(tree => tree.GetDiagnostics()).Where(IsError)];
        if (syntax.Length > 0)
        {
            return ScriptBuild.Failed(Lines(syntax));
        }

        (string Package, string? Version)[] packages = [.. trees.SelectMany(ScriptDirectives.OurPackages)];
        CSharpCompilation compilation = CSharpCompilation.Create(
            NameOf(source), [Usings(), .. trees], Read([.. ScriptReferences.OfEveryScript, .. packages.Select(each => each.Package)]),
            Options.WithOutputKind(start is null ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication));
        using MemoryStream assembly = new();
        using MemoryStream symbols = new();
        EmitResult result = compilation.Emit(assembly, symbols, options: new(debugInformationFormat: DebugInformationFormat.PortablePdb));
        return result.Success
            ? new(assembly.ToArray(), symbols.ToArray(), [])
            : ScriptBuild.Failed([.. Lines(result.Diagnostics), .. OtherVersions(packages)]);
    }

    private MetadataReference[] Read(IEnumerable<string> packages)
    {
        string[] names = [.. packages.Distinct(StringComparer.OrdinalIgnoreCase)];
        return read.TryGetValue(string.Join(' ', names), out MetadataReference[]? all) ? all
            : read[string.Join(' ', names)] =
                [.. references.OfDotNet().Concat(references.OfOurs(names)).Select(file => MetadataReference.CreateFromFile(file))];
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private static string[] Lines(IEnumerable<Diagnostic> diagnostics)
    {
        string[] lines =
        [
            .. from diagnostic in diagnostics
               where IsError(diagnostic)
               let place = diagnostic.Location.GetLineSpan()
               orderby place.Path, place.StartLinePosition
               select LineOf(diagnostic, place),
        ];
        string[] once = [.. lines.Distinct(StringComparer.Ordinal)];
        return once.Length <= MostErrors ? once : [.. once.Take(MostErrors), $"and {once.Length - MostErrors} more"];
    }

    private static string LineOf(Diagnostic diagnostic, FileLinePositionSpan place)
    {
        string where = place.IsValid
            ? $"{ScriptBuild.Where}{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): " : "";
        return $"{where}error {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }

    // A script for another version of ours may use what this one does not have, or what it has no more.
    private static IEnumerable<string> OtherVersions(IEnumerable<(string Package, string? Version)> packages)
    {
        string own = typeof(SiteScript).Assembly.GetName().Version!.ToString(3);
        return from each in packages
               where each.Version is { } version && !version.Contains('*', StringComparison.Ordinal) && version.Split('-', '+')[0] != own
               select $"the script asks for {each.Package} {each.Version}, and this is {own}: dotnet tool update it, or change the script";
    }

    private static bool IsProgram(SyntaxTree tree) => tree.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);

    private static SyntaxTree Usings() => CSharpSyntaxTree.ParseText(
        string.Concat(ScriptUsings.All.Select(each => $"global using global::{each};\n")), Parsing, encoding: Encoding.UTF8);

    // Not the script's name alone: one that is called as an assembly of ours would take its place.
    private static string NameOf(ScriptSource source) =>
        $"script-{string.Concat(source.Stem.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))}";
}
