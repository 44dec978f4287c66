namespace BrowserScraper.Storage;

/// <summary>Says in one line, for the operator, why a file could not be used.</summary>
internal static class StorageFault
{
    // ENOSPC and EDQUOT of Linux, EDQUOT of macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    private static readonly int[] DiskFull = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>What a file or folder operation throws when the machine, not the program, is at fault.</summary>
    public static bool Is(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;

    public static bool IsDiskFull(Exception exception) => Array.IndexOf(DiskFull, exception.HResult) >= 0;

    public static string Describe(string who, string path, Exception cause) => cause switch
    {
        _ when IsDiskFull(cause) =>
            $"{who}: the disk is full, cannot write {path}; free some space or set DATA_DIR to a folder on another disk",
        UnauthorizedAccessException or System.Security.SecurityException =>
            $"{who}: no permission to use {path}; change its permissions or set DATA_DIR to a folder that can be written",
        _ =>
            $"{who}: cannot use {path} ({OneLine(cause.Message)}); repair it or set DATA_DIR to a folder that can be written",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd(' ', '.');
}
