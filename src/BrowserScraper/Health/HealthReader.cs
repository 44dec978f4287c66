using System.Text.Json;
using BrowserScraper.Storage;

namespace BrowserScraper.Health;

/// <summary>Reads the health of all scripts of a data folder, without changing or holding anything.</summary>
internal static class HealthReader
{
    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="unreadable">Told what cannot be read, one line each.</param>
    public static IReadOnlyList<ScriptHealth> Read(string dataDirectory, Action<string> unreadable)
    {
        string folder = HealthFile.FolderIn(dataDirectory);
        List<ScriptHealth> all = [];
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            try
            {
                all.Add(ScriptHealth.Read(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)));
            }
            catch (Exception exception) when (exception is JsonException || StorageFault.Is(exception))
            {
                unreadable($"{path} cannot be read ({exception.Message.TrimEnd('.')})");
            }
        }

        return all;
    }
}
