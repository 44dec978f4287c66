namespace BrowserScraper.Cli.Scripting;

/// <summary>What the compiler has made of a script: an assembly, or errors. It is the same wherever the script lies.</summary>
/// <param name="Assembly">Empty where there are errors.</param>
/// <param name="Symbols">What stack traces take lines from; empty where there are errors.</param>
/// <param name="Errors">
/// One line each, such as <c>my-site.cs(12,9): error CS1002: ; expected</c>, with <see cref="Where"/> before each name of a file.
/// </param>
internal sealed record ScriptBuild(byte[] Assembly, byte[] Symbols, IReadOnlyList<string> Errors)
{
    /// <summary>Stands for the path of the script's place.</summary>
    public const char Where = '\u0001';

    public static ScriptBuild Failed(IReadOnlyList<string> errors) => new([], [], errors);

    /// <summary>The errors, as the user has written the path.</summary>
    public IReadOnlyList<string> ErrorsOf(ScriptSource source) =>
        [.. Errors.Select(error => error.Replace($"{Where}", source.Prefix, StringComparison.Ordinal))];
}
