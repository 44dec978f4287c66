using BrowserScraper.Items;

namespace BrowserScraper.Cli.Scripting;

/// <summary>The files and folders that may be scripts.</summary>
/// <param name="All">Their paths, in the order of their names.</param>
/// <param name="Problems">Why there are none.</param>
internal sealed record ScriptPlaces(IReadOnlyList<string> All, IReadOnlyList<string> Problems)
{
    private const string OfProjects = "sites";

    /// <summary>
    /// Those of the user's folder. Where that is a project's folder, its own come with the program, and files lie in a folder below.
    /// </summary>
    /// <param name="folder">The folder as the user has written it.</param>
    /// <param name="isSet">Somebody has set it, so it has to be there.</param>
    public static ScriptPlaces In(string folder, bool isSet)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                return new([], isSet ? [OneLine.Of($"SCRIPTS_DIR={folder}: there is no such folder")] : []);
            }

            string searched = Searched(folder);
            return new(
                Directory.Exists(searched)
                    ? [.. Directory.EnumerateFileSystemEntries(searched).Where(IsCandidate).Order(StringComparer.Ordinal)] : [],
                []);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return new([], [OneLine.Of($"SCRIPTS_DIR={folder} cannot be read ({trouble.Message.TrimEnd('.')})")]);
        }
    }

    /// <summary>Where in the user's folder scripts are looked for.</summary>
    public static string Searched(string folder) =>
        Directory.Exists(folder) && ScriptReader.IsProjectFolder(folder) ? Path.Combine(folder, OfProjects) : folder;

    // A folder for something else, such as pictures, is no script at all.
    private static bool IsCandidate(string path) => !ScriptReader.IsPassedOver(Path.GetFileName(path)) && ScriptPath.MayBeScript(path);
}
