using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Postgres;

/// <summary>Looks at FILES_DIR: whether files can be written there, and get their names by a rename.</summary>
internal sealed class FolderCheck(string folder)
{
    private const string Name = "FILES_DIR";
    private readonly string root = folder.Length == 0 ? "" : Path.GetFullPath(folder);

    public StoreFinding Written()
    {
        if (root.Length == 0)
        {
            return new(Name, "not set", "set it to a folder that all machines share, such as a mount of NFS");
        }

        string probe = Path.Combine(root, $".check-{Guid.NewGuid():n}");
        try
        {
            Directory.CreateDirectory(root);
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new(Name, $"{root} can be written");
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            return new(
                Name, $"{root}: {OneLine.Of(refused.Message)}",
                "set FILES_DIR to a folder that can be written and that all machines share");
        }
    }

    /// <summary>
    /// Each job's staging folder against its files: a rename across file systems is a copy, which may be cut in the middle.
    /// </summary>
    public StoreFinding OneFileSystem()
    {
        string[] jobs = [.. Directory.EnumerateDirectories(root).SelectMany(each => Directory.EnumerateDirectories(each).Prepend(each))];
        foreach (string from in jobs.SelectMany(each => Directory.EnumerateDirectories(each, "staging")))
        {
            string to = Path.Combine(Path.GetDirectoryName(from)!, "files");
            if (Directory.Exists(to) && Fault(from, to) is { } fault)
            {
                return new(
                    "renames", $"{from} to {to}: {fault}", "keep both in one file system: FILES_DIR is one mount, with no other below it");
            }
        }

        return Fault(root, root) is { } inItself
            ? new("renames", $"{root}: {inItself}", "use a file system that can rename")
            : new("renames", "staged files get their names in one step");
    }

    // A folder, as that is renamed or refused; a file would be copied without a word.
    private static string? Fault(string from, string to)
    {
        string name = $".check-{Guid.NewGuid():n}";
        string moved = Path.Combine(to, $"{name}.moved");
        try
        {
            Directory.Move(Directory.CreateDirectory(Path.Combine(from, name)).FullName, moved);
            Directory.Delete(moved);
            return null;
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            if (Directory.Exists(Path.Combine(from, name)))
            {
                Directory.Delete(Path.Combine(from, name));
            }

            return OneLine.Of(refused.Message);
        }
    }
}
