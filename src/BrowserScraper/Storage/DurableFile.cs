using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace BrowserScraper.Storage;

/// <summary>Files that are either wholly there under their name or not at all, whenever the power goes.</summary>
internal static class DurableFile
{
    /// <summary>Writes a new content beside the old one, and gives it the name only when it is on the disk.</summary>
    /// <param name="path">The file's name.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="ownerOnly">Only the file's owner may read it (on Windows: as the folder says).</param>
    public static void Replace(string path, Action<Stream> write, bool ownerOnly = false)
    {
        string temporary = TemporaryOf(path);
        try
        {
            WriteThrough(temporary, write, ownerOnly);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception cause) when (StorageFault.Is(cause))
        {
            // On a full disk the unfinished copy would hold the very space that is missing.
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            throw;
        }

        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    public static string TemporaryOf(string path) => path + ".tmp";

    /// <summary>
    /// Keeps a copy of a damaged file for a person to look at. A copy, because the damaged file must keep its name until its
    /// repaired successor takes it: a crash in between would otherwise lose what could still be read.
    /// </summary>
    /// <returns>The copy's path.</returns>
    public static string SetAside(string path, DateTimeOffset now)
    {
        string wanted = $"{path}.damaged-{now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        string name = wanted;
        for (int number = 2; File.Exists(name); number++)
        {
            name = $"{wanted}-{number}";
        }

        using FileStream source = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Replace(name, source.CopyTo);
        return name;
    }

    /// <summary>
    /// Makes a rename in this folder survive a power cut. Windows does that by itself; elsewhere a refusal changes nothing.
    /// </summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens no folders, so this one step is the platform's own.
        int descriptor = OpenNative(Encoding.UTF8.GetBytes(folder + '\0'), flags: 0);
        if (descriptor >= 0)
        {
            _ = FlushNative(descriptor);
            _ = CloseNative(descriptor);
        }
    }

    private static void WriteThrough(string path, Action<Stream> write, bool ownerOnly)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (ownerOnly && !OperatingSystem.IsWindows())
        {
            File.Delete(path); // a left-over would keep its own rights
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream stream = new(path, options);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenNative(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FlushNative(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseNative(int descriptor);
}
