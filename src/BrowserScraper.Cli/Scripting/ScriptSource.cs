namespace BrowserScraper.Cli.Scripting;

/// <summary>A script as it lies on the disk: a file, or all files of a folder.</summary>
/// <param name="Origin">Its path as the user has written it, without a leading <c>./</c>.</param>
/// <param name="Files">Its files, in the order of their names.</param>
internal sealed record ScriptSource(string Origin, IReadOnlyList<ScriptFile> Files)
{
    /// <summary>What stands in the path before the names of the <see cref="Files"/>; empty, or with a slash at its end.</summary>
    public string Prefix => Origin[..^Path.GetFileName(Origin).Length];

    /// <summary>The name without its ending: <c>my-site</c>.</summary>
    public string Stem => StemOf(Origin);

    /// <summary>
    /// False where no file can hold a site script, as none names the class that all of them are of. Tells files that belong to something
    /// else without a compiler.
    /// </summary>
    public bool MayHoldScript => Files.Any(file => ScriptText.Mentions(file, "SiteScript"));

    public static string StemOf(string path)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        return name.EndsWith(ScriptReader.Ending, StringComparison.OrdinalIgnoreCase) ? name[..^ScriptReader.Ending.Length] : name;
    }
}
