using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>Turns what the file system refuses into the one line that helps.</summary>
internal static class DiskTrouble
{
    // ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows; ENOSPC and EDQUOT elsewhere.
    private static readonly int[] FullCodes = [unchecked((int)0x80070070), unchecked((int)0x80070027), 28, 122];

    public static RunStopException Stop(Exception exception, string path) => FullCodes.Contains(exception.HResult)
        ? new(StopReason.MachineLacks, $"the disk is full at {path}; make room, or set DATA_DIR to another disk, and run again: what is done stays done", exception)
        : new(StopReason.MachineLacks, $"cannot write to {path} ({exception.Message.TrimEnd('.')}); make it writable, or set DATA_DIR to another folder", exception);
}
