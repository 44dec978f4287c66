namespace BrowserScraper.Cli.Scripting;

/// <summary>Tells paths of scripts from the names of scripts and jobs.</summary>
internal static class ScriptPath
{
    /// <summary>
    /// Whether this is written as a path: it ends in <c>.cs</c>, begins as only paths do, or is a folder that is there and no plain name. A
    /// job's name may hold slashes, too.
    /// </summary>
    public static bool IsPath(string given) => given.EndsWith(ScriptReader.Ending, StringComparison.OrdinalIgnoreCase)
        || given is "." or ".."
        || given.StartsWith("./", StringComparison.Ordinal) || given.StartsWith("../", StringComparison.Ordinal)
        || (OperatingSystem.IsWindows() && given.Contains('\\', StringComparison.Ordinal))
        || Path.IsPathRooted(given)
        || (given.Contains('/', StringComparison.Ordinal) && HoldsScript(given));

    /// <summary>A file that ends in <c>.cs</c>, whether or not it is there, or a folder that holds one.</summary>
    public static bool MayBeScript(string path) =>
        path.EndsWith(ScriptReader.Ending, StringComparison.OrdinalIgnoreCase) || HoldsScript(path);

    /// <summary>The script of a folder that a name may mean: <c>my-site.cs</c>, or the folder <c>my-site</c>; null for none.</summary>
    public static string? Beside(string here, string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
        {
            return null;
        }

        string path = Path.Combine(here, name);
        return File.Exists(path + ScriptReader.Ending) ? path + ScriptReader.Ending : HoldsScript(path) ? path : null;
    }

    private static bool HoldsScript(string folder)
    {
        try
        {
            return Directory.Exists(folder) && Directory.EnumerateFiles(folder, $"*{ScriptReader.Ending}").Any();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
