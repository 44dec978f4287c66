using BrowserScraper.Items;
using BrowserScraper.Planning;

namespace BrowserScraper.Cli.Scripting;

/// <summary>Reads a script's files from the disk. Whatever is wrong with the path is told in one line.</summary>
internal static class ScriptReader
{
    public const string Ending = ".cs";
    private const int MostBytes = 2_000_000;
    private const int MostFiles = 500;
    private const int MostBytesOfFolder = 20_000_000;

    /// <summary>What belongs to the build or to nobody's scripts: <c>bin</c>, <c>obj</c>, and names that begin with . or _.</summary>
    public static bool IsPassedOver(string name) => name is "bin" or "obj" || name.StartsWith('.') || name.StartsWith('_');

    public static bool IsProjectFolder(string folder) => Directory.EnumerateFiles(folder, "*.csproj").Any();

    /// <param name="path">A file, or a folder of files; as the user has written it.</param>
    /// <exception cref="RunStopException">There is no such script, or it cannot be read.</exception>
    public static ScriptSource Read(string path)
    {
        string origin = Shown(path);
        try
        {
            if (Directory.Exists(path))
            {
                return ReadFolder(path, origin);
            }

            if (!File.Exists(path) || new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is { Exists: false })
            {
                throw Refused($"{origin}: {WhyMissing(path)}");
            }

            return path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)
                ? new(origin, [new(Path.GetFileName(origin), ReadFile(path, origin))])
                : throw Refused($"{origin}: a script is a file that ends in {Ending}, or a folder of such files");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw Refused($"{origin} cannot be read ({trouble.Message.TrimEnd('.')})", trouble);
        }
    }

    private static ScriptSource ReadFolder(string folder, string origin)
    {
        if (IsProjectFolder(folder))
        {
            throw Refused(
                $"{origin} is a folder of a project (*.csproj), which dotnet run --project {origin} builds; "
                    + "a script is a file, or a folder of *.cs files alone");
        }

        string name = Path.GetFileName(origin);
        List<ScriptFile> files = [];
        int bytes = 0;
        foreach (string file in FilesOf(folder).Order(StringComparer.Ordinal))
        {
            if (files.Count == MostFiles || bytes > MostBytesOfFolder)
            {
                throw Refused($"{origin} holds more than {MostFiles} *{Ending} files, or {MostBytesOfFolder / 1_000_000} MB of them; "
                    + "a script's folder holds those of the script alone");
            }

            string below = Path.GetRelativePath(folder, file).Replace('\\', '/');
            files.Add(new($"{name}/{below}", ReadFile(file, $"{origin}/{below}")));
            bytes += files[^1].Content.Length;
        }

        return files.Count > 0 ? new(origin, files) : throw Refused($"{origin} is a folder without a *{Ending} file");
    }

    // By hand: .NET's own way down would follow links to folders, and round in circles.
    public static IEnumerable<string> FilesOf(string folder) =>
    [
        .. Directory.EnumerateFiles(folder).Where(file => !IsPassedOver(Path.GetFileName(file))
            && file.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)),
        .. Directory.EnumerateDirectories(folder).Where(below => !IsPassedOver(Path.GetFileName(below))
            && new DirectoryInfo(below).LinkTarget is null).SelectMany(FilesOf),
    ];

    private static byte[] ReadFile(string path, string shown)
    {
        if (!UnixFile.IsOrdinary(path))
        {
            throw Refused($"{shown} is no ordinary file"); // a pipe would be waited for, for ever
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] content = new byte[Math.Min(file.Length, MostBytes) + 1];
        int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length == content.Length
            ? throw Refused($"{shown} is larger than {MostBytes / 1_000_000} MB, which no script is")
            : content[..length];
    }

    private static string WhyMissing(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            return $"this link leads to {target}, and there is nothing";
        }

        string folder = Path.GetDirectoryName(path) is { Length: > 0 } above ? above : ".";
        if (!Directory.Exists(folder))
        {
            return $"there is no folder {Shown(folder)}";
        }

        string name = Path.GetFileName(path);
        string[] there = [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Where(file =>
            file.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        string? near = there.FirstOrDefault(file => file.Equals(name + Ending, StringComparison.OrdinalIgnoreCase))
            ?? there.FirstOrDefault(file => NearestName.Of(name, [file.ToUpperInvariant()]) is not null);
        return $"there is no such file{(near is null ? "" : $"; did you mean {Shown(Path.Combine(folder, near))}?")}";
    }

    /// <summary>The path as messages have it: as it was written, without a leading <c>./</c>.</summary>
    public static string Shown(string path)
    {
        string plain = Path.TrimEndingDirectorySeparator(path).Replace('\\', '/');
        while (plain.StartsWith("./", StringComparison.Ordinal))
        {
            plain = plain[2..].TrimStart('/');
        }

        // "." has no name of its own.
        return Path.GetFileName(plain) is "" or "." or ".." ? Path.GetFullPath(path).Replace('\\', '/') : plain;
    }

    private static RunStopException Refused(string message, Exception? cause = null) =>
        new(StopReason.BadUsage, OneLine.Quoted(message), cause);
}
