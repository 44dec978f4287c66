namespace BrowserScraper.Cli.Shapes;

/// <summary>A script that was written.</summary>
/// <param name="Path">Where, from the folder that the command was typed in.</param>
/// <param name="Added">The lines that were added to <c>.env</c>; none where its settings stood there.</param>
/// <param name="EnvTrouble">Why nothing could be added to <c>.env</c>; null where it could, or had not to.</param>
internal sealed record WrittenScript(string Path, IReadOnlyList<string> Added, string? EnvTrouble);
