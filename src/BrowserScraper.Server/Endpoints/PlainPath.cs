namespace BrowserScraper.Server.Endpoints;

/// <summary>Links lead out of the data folder: whoever can put one there must not have the service send what it leads to.</summary>
internal static class PlainPath
{
    /// <summary>Whether a file is there, and neither it nor a folder on the way to it is a link.</summary>
    /// <param name="folder">From where on the way counts: a job's folder.</param>
    /// <param name="file">A file below it.</param>
    public static bool IsFile(string folder, string file)
    {
        string root = Path.GetFullPath(folder);
        if (!File.Exists(file))
        {
            return false;
        }

        for (FileSystemInfo? each = new FileInfo(Path.GetFullPath(file)); each is not null
            && each.FullName.Length > root.Length; each = Directory.GetParent(each.FullName))
        {
            if (each.LinkTarget is not null || each.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                return false;
            }
        }

        return true;
    }
}
