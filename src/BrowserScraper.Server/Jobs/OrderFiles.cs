using BrowserScraper.Items;
using BrowserScraper.Settings;

namespace BrowserScraper.Server.Jobs;

/// <summary>
/// The files that orders may name: those in the operator's folder (ORDER_FILES_DIR), by their names. An order keeps the name, and each run
/// looks the file up anew. Members may be called concurrently.
/// </summary>
/// <param name="folder">The folder, or null where orders name no files.</param>
public sealed class OrderFiles(string? folder)
{
    private const string Setting = "ORDER_FILES_DIR";

    /// <summary>Why an order may not name this file; null where it may.</summary>
    /// <param name="name">The order's setting.</param>
    /// <param name="value">What the order says of it.</param>
    public string? ProblemOf(string name, string value)
    {
        string shown = OneLine.Quoted(value);
        return folder is null
            ? $"{name} names a file, and orders may name none: set {Setting} where the service is started, or {name} itself"
            : value.Length > 0 && IsPlain(value)
                ? Find(value) is null ? $"{name}={shown}: there is no such file in the folder of {Setting}" : null
            : $"{name}={shown}: must be the name of a file in the folder of {Setting}, without a path";
    }

    /// <summary>An order's settings, with the paths of the files that it names.</summary>
    /// <exception cref="RunStopException">A file may not be named, or is not there any more.</exception>
    internal IReadOnlyDictionary<string, string> Placed(
        IReadOnlyDictionary<string, string> settings, IReadOnlyList<SettingDefinition> known)
    {
        Dictionary<string, string> placed = new(settings, StringComparer.Ordinal);
        foreach (SettingDefinition setting in known.Where(
            setting => setting.Kind == SettingKind.File && settings.ContainsKey(setting.Name)))
        {
            placed[setting.Name] = ProblemOf(setting.Name, settings[setting.Name]) is { } problem
                ? throw new RunStopException(StopReason.BadUsage, problem)
                : Find(settings[setting.Name])!;
        }

        return placed;
    }

    private static bool IsPlain(string name) =>
        name[0] != '.' && name == name.Trim() && name == Path.GetFileName(name)
        && !name.Any(letter => char.IsControl(letter) || letter is '/' or '\\' or ':');

    // Of what is there, the one of exactly this name: no spelling of a path can lead elsewhere. Pipes and devices have no length.
    private string? Find(string name)
    {
        FileInfo? file = Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles().FirstOrDefault(each => each.Name == name) : null;
        return file is { LinkTarget: null, Length: > 0 } && !file.Attributes.HasFlag(FileAttributes.ReparsePoint) ? file.FullName : null;
    }
}
