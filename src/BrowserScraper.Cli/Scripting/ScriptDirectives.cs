using BrowserScraper.Items;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BrowserScraper.Cli.Scripting;

/// <summary>The lines that begin with <c>#:</c>. They are for <c>dotnet run</c>; what the tool can do without is accepted.</summary>
internal static class ScriptDirectives
{
    private const string Ours = "BrowserScraper";

    /// <summary>Comes with ours.</summary>
    private const string Playwright = "Microsoft.Playwright";

    /// <summary>The one line that says what a script asks for that this program cannot give; null where it can.</summary>
    /// <param name="trees">The script's files.</param>
    /// <param name="start">The file that <c>dotnet run</c> starts.</param>
    public static string? Refusal(IReadOnlyList<SyntaxTree> trees, string start)
    {
        (SyntaxTree Tree, Directive Line)[] refused =
        [
            .. from tree in trees
               from directive in In(tree)
               where !(directive.Kind is "property" || (directive.Kind is "package" && IsGiven(directive.Package)))
               select (tree, directive),
        ];
        return refused.Length == 0 ? null
            : $"{ScriptBuild.Where}{refused[0].Tree.FilePath}({refused[0].Line.Line}): "
                + string.Join(", ", refused.Select(each => each.Line.Text))
                + (Array.TrueForAll(refused, each => each.Line.Kind is "package") ? ": packages work" : ": such lines work")
                + $" with dotnet run {ScriptBuild.Where}{start}; {ScriptCompiler.Tool} compiles scripts with {Ours} and .NET alone";
    }

    /// <summary>Our packages that a file asks for, with the version if it says one.</summary>
    public static IEnumerable<(string Package, string? Version)> OurPackages(SyntaxTree tree) =>
        from directive in In(tree)
        where directive.Kind is "package" && IsGiven(directive.Package) && directive.Package != Playwright
        select (directive.Package, directive.Version);

    private static bool IsGiven(string package) => package.Equals(Ours, StringComparison.OrdinalIgnoreCase)
        || package.StartsWith($"{Ours}.", StringComparison.OrdinalIgnoreCase)
        || package.Equals(Playwright, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Directive> In(SyntaxTree tree) =>
        from trivia in tree.GetRoot().GetLeadingTrivia()
        where trivia.IsKind(SyntaxKind.IgnoredDirectiveTrivia)
        let text = OneLine.Of(((IgnoredDirectiveTriviaSyntax)trivia.GetStructure()!).ToString().Trim())
        let line = tree.GetLineSpan(trivia.Span).StartLinePosition.Line + 1
        select Directive.Of(text, line);

    private sealed record Directive(string Text, int Line, string Kind, string Package, string? Version)
    {
        public static Directive Of(string text, int line)
        {
            string[] words = text["#:".Length..].Split(
                (char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            string[] package = words.ElementAtOrDefault(1)?.Split('@', 2, StringSplitOptions.TrimEntries) ?? [""];
            return new(text, line, words.FirstOrDefault() ?? "", package[0], package.ElementAtOrDefault(1));
        }
    }
}
