using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Output;

/// <summary>What the file system refuses stops the run: every further item would meet the same.</summary>
internal static class DiskTrouble
{
    public static RunStopException Stop(Exception exception, string path) => StorageFault.IsDiskFull(exception)
        ? Full(path, exception)
        : new(StopReason.MachineLacks,
            $"cannot write to {path} ({exception.Message.TrimEnd('.')}); make it writable, or set DATA_DIR to another folder", exception);

    public static RunStopException Full(string path, Exception exception) =>
        new(StopReason.MachineLacks,
            $"the disk is full at {path}; make room, or set DATA_DIR to another disk, and run again: what is done stays done", exception);

    /// <summary>The same for the folder for temporary files, through which all downloads of the browser go.</summary>
    public static RunStopException TemporaryFull(string path, Exception exception) => new(
        StopReason.MachineLacks,
        $"the disk is full at {path}, the folder for temporary files; make room, or set "
            + $"{(OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR")} to a folder on another disk, and run again: what is done stays done",
        exception);
}
