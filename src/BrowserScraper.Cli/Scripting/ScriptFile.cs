namespace BrowserScraper.Cli.Scripting;

/// <summary>A file of a script, as it was read.</summary>
/// <param name="Name">
/// As errors and stack traces name it: <c>my-site.cs</c>, or <c>my-site/Rows.cs</c> where the script is a folder.
/// </param>
/// <param name="Content">Its bytes.</param>
internal sealed record ScriptFile(string Name, byte[] Content);
