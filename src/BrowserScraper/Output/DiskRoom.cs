using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>
/// The room that a disk has for files: what is free, less a reserve that stays, less what files under way have announced and not written
/// yet. Members may be called concurrently.
/// </summary>
/// <param name="folder">A folder on the disk; it need not be there yet.</param>
/// <param name="reserve">DISK_RESERVE_MB in bytes; null for the smaller of 500 MB and a twentieth of the disk.</param>
internal sealed class DiskRoom(string folder, long? reserve)
{
    private const long LargestDefault = 500L << 20;
    private const int ShareOfDefault = 20;

    private readonly DriveInfo? disk = DiskOf(folder);
    private long promised;

    /// <summary>Bytes that stay free.</summary>
    public long Reserve =>
        reserve ?? Math.Min(LargestDefault, Ask(each => each.TotalSize, LargestDefault * ShareOfDefault) / ShareOfDefault);

    /// <summary>Bytes that a further file may have; negative where the reserve itself is being used up.</summary>
    public long Left => Free - Reserve - Volatile.Read(ref promised);

    /// <summary>Bytes that are free now.</summary>
    public long Free => Ask(each => each.AvailableFreeSpace, long.MaxValue / 2);

    /// <summary>To be called with what a file has announced, and less each time that some of it has been written or given up.</summary>
    public void Promise(long bytes) => Interlocked.Add(ref promised, bytes);

    /// <exception cref="RunStopException">The reserve is being used up.</exception>
    public void StopWhereUsedUp()
    {
        if (Left + Volatile.Read(ref promised) < 0)
        {
            throw UsedUp();
        }
    }

    /// <summary>What a run is stopped with before its disk is full.</summary>
    public RunStopException UsedUp() => new(
        StopReason.MachineLacks,
        $"the disk of {folder} has {Megabytes(Free)} left, and {Megabytes(Reserve)} are to stay free (DISK_RESERVE_MB); make room, lower "
            + "that, or set DATA_DIR to another disk, and run again: "
            + "what is done stays done");

    internal static string Megabytes(long bytes) =>
        bytes < 1 << 20 ? $"{bytes / 1024:#,0} KB" : bytes < 10 << 20 ? $"{bytes / (double)(1 << 20):0.0} MB" : $"{bytes >> 20:#,0} MB";

    private static DriveInfo? DiskOf(string folder)
    {
        try
        {
            return new(Path.GetFullPath(folder));
        }
        catch (ArgumentException)
        {
            return null; // such as a share without a letter
        }
    }

    private long Ask(Func<DriveInfo, long> what, long unknown)
    {
        try
        {
            return disk is null ? unknown : what(disk);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return unknown;
        }
    }
}
