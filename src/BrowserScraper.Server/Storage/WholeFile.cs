using System.Text.Json;

namespace BrowserScraper.Server.Storage;

/// <summary>Small JSON files that are either the old one or the new one, and never half of it, whenever the power goes.</summary>
internal static class WholeFile
{
    /// <summary>Written where a person reads it, too.</summary>
    private static readonly JsonSerializerOptions Format = new(ServiceJson.Options) { WriteIndented = true };

    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write<T>(string path, T content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = $"{path}.tmp";
        using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, content, Format);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <returns>Null where there is none, or none that can be read; that one is kept beside it under another name.</returns>
    public static T? Read<T>(string path, Action<string> tell)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Format) : null;
        }
        catch (JsonException damaged)
        {
            string aside = $"{path}.damaged";
            File.Move(path, aside, overwrite: true);
            tell($"SERVICE: {path} was damaged ({damaged.Message}), and begins anew; the damaged file is {aside}");
            return null;
        }
    }
}
