using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>
/// What the file system refuses to the driver or the browser, which tell it in words of their own, or not at all: the browser's downloads
/// go through the folder for temporary files, and one that finds no room there is just broken off.
/// </summary>
internal static class DriverDisk
{
    /// <summary>Less than this is no room: browsers write in parts of about this size.</summary>
    private const long LeastRoom = 1 << 20;

    private static readonly string[] Full = ["ENOSPC", "EDQUOT"];
    private static readonly string[] Refused = ["EACCES", "EPERM", "EROFS", "EMFILE", "ENOTDIR"];

    /// <summary>The folder for temporary files, as the driver finds it, too.</summary>
    public static string Temporary => Path.GetTempPath();

    /// <summary>Why nothing can go on, or null where it was not the disk.</summary>
    /// <param name="broken">What the driver has told of a download.</param>
    /// <param name="target">Where it was to be saved.</param>
    /// <param name="size">Bytes that it has, or that had come; 0 where that is not known. A browser deletes at once what it could not write
    /// whole.</param>
    public static RunStopException? Trouble(PlaywrightException broken, string target, long size)
    {
        if (Array.Exists(Full, sign => broken.Message.Contains(sign, StringComparison.Ordinal)))
        {
            return DiskTrouble.Full(target, broken);
        }

        if (Array.Exists(Refused, sign => broken.Message.Contains($"{sign}:", StringComparison.Ordinal)))
        {
            return DiskTrouble.Stop(new IOException(broken.Message.Split('\n')[0]), target);
        }

        return RoomOf(Temporary) < size + LeastRoom ? DiskTrouble.TemporaryFull(Temporary, broken) : null;
    }

    private static long RoomOf(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
    }
}
