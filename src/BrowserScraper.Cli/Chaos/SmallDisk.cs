using System.ComponentModel;
using System.Diagnostics;

namespace BrowserScraper.Cli.Chaos;

/// <summary>
/// A file system of a few megabytes, kept in memory, that can be filled to the last byte and emptied again. Linux, and root.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string ballast;

    private SmallDisk(string folder)
    {
        Folder = folder;
        ballast = Path.Combine(folder, "ballast");
    }

    public string Folder { get; }

    /// <returns>Why this machine lets us have none, or null.</returns>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "needs a small file system, which is mounted on Linux only";
        }

        string folder = Directory.CreateTempSubdirectory("browserscraper-mount-").FullName;
        try
        {
            string refused = Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder);
            if (refused.Length == 0)
            {
                Command("umount", folder);
                return null;
            }

            return $"needs a small file system, and mounting is refused ({refused}); "
                + (Environment.IsPrivilegedProcess
                    ? "a container needs the right to mount" : "as root, or behind: unshare --user --map-root-user --mount");
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    /// <exception cref="IOException">It cannot be mounted.</exception>
    public static SmallDisk Mount(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        string refused = Command("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "tmpfs", folder);
        return refused.Length == 0 ? new(folder) : throw new IOException($"cannot mount a small file system at {folder} ({refused})");
    }

    /// <summary>Takes all the room that is left; again and again, as deleted files make room.</summary>
    public void Fill()
    {
        using FileStream file = new(ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (int size = 1 << 20; size >= 512;)
        {
            try
            {
                file.Write(new byte[size]);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    public void Free() => File.Delete(ballast);

    public void Dispose()
    {
        // Lazily, where somebody still has a file open: it goes with the last one.
        if (Command("umount", Folder).Length > 0)
        {
            Command("umount", "-l", Folder);
        }
    }

    /// <returns>Empty, or why it failed.</returns>
    private static string Command(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            string said = process.StandardError.ReadToEnd().Split('\n')[0].Trim().TrimEnd('.');
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : said.Length > 0 ? said : $"exit code {process.ExitCode}";
        }
        catch (Win32Exception exception)
        {
            return exception.Message;
        }
    }
}
