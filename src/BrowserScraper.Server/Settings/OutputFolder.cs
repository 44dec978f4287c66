namespace BrowserScraper.Server.Settings;

/// <summary>Whether a folder can take jobs.</summary>
internal static class OutputFolder
{
    /// <returns>What is wrong with it, or null.</returns>
    public static string? ProblemOf(string folder)
    {
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
