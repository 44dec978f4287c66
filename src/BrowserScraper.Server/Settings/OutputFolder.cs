namespace BrowserScraper.Server.Settings;

/// <summary>Whether a folder can take jobs.</summary>
internal static class OutputFolder
{
    /// <param name="folder">The folder, as a whole path.</param>
    /// <param name="inForce">The one in which the jobs are now.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? ProblemOf(string folder, string inForce)
    {
        string allowed = Path.GetDirectoryName(Path.GetFullPath(inForce)) is { } above && Path.GetDirectoryName(above) is not null
            ? above : Path.GetFullPath(inForce);
        if (!folder.StartsWith(allowed + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return $"output_dir={folder}: must lie in {allowed}; for any other, set DATA_DIR where the service is started";
        }

        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"output_dir={folder}: cannot be written ({refused.Message.TrimEnd('.')})";
        }
    }
}
