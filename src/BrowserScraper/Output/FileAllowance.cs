using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>
/// How large one file may become: at most MAX_FILE_MB, not much larger than it came where it was packed, and no larger than its disk has
/// room for. Disposing it gives back the room that was promised to it. Not concurrent.
/// </summary>
internal sealed class FileAllowance : IDisposable
{
    /// <summary>
    /// How many times larger than its packed form a file may be. Deflate reaches 1,032 at the most; texts and tables stay below 100.
    /// </summary>
    public const int LargestRatio = 250;

    /// <summary>Smaller ones may have any ratio.</summary>
    public const long FreeOfRatio = 16L << 20;

    private const long Step = 1L << 20;

    private readonly DownloadOptions settings;
    private readonly DiskRoom room;
    private readonly string what;
    private bool isAnnounced;
    private long promised;
    private long size;
    private long next;

    /// <param name="settings">MAX_FILE_MB.</param>
    /// <param name="room">Of the disk that it is written to.</param>
    /// <param name="what">Names the file in messages.</param>
    /// <exception cref="RunStopException">The disk's reserve is being used up.</exception>
    public FileAllowance(DownloadOptions settings, DiskRoom room, string what)
    {
        (this.settings, this.room, this.what) = (settings, room, what);
        room.StopWhereUsedUp();
    }

    /// <summary>To be called once where somebody has said how large it is.</summary>
    /// <param name="bytes">Bytes that it is to have.</param>
    /// <param name="isPacked">They are those of its packed form, and it will have more.</param>
    /// <exception cref="ItemEndedException">TooLarge, or NoRoom.</exception>
    /// <exception cref="RunStopException">The disk's reserve is being used up.</exception>
    public void Announce(long bytes, bool isPacked = false)
    {
        if (bytes > settings.LargestFile)
        {
            throw TooLarge($"has {DiskRoom.Megabytes(bytes)}, and {DiskRoom.Megabytes(settings.LargestFile)} are allowed (MAX_FILE_MB)");
        }

        long left = room.Left;
        if (bytes > left)
        {
            throw bytes <= room.Reserve ? room.UsedUp()
                : new ItemEndedException(
                    new ItemOutcome.NoRoom(
                        $"{what} has {DiskRoom.Megabytes(bytes)}, and the disk has room for {DiskRoom.Megabytes(Math.Max(0, left))}"));
        }

        (isAnnounced, promised) = (!isPacked, bytes);
        room.Promise(promised);
    }

    /// <summary>To be called with each part that has come, before it is written.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="packed">Bytes that have come of its packed form; null where it is not packed.</param>
    /// <exception cref="ItemEndedException">It has become too large.</exception>
    /// <exception cref="RunStopException">The disk's reserve is being used up, and not by this file.</exception>
    public void Came(long bytes, long? packed = null)
    {
        size += bytes;
        GiveBack(bytes);
        if (size > settings.LargestFile)
        {
            throw TooLarge($"goes on after {DiskRoom.Megabytes(settings.LargestFile)} (MAX_FILE_MB)");
        }

        if (packed is { } came && size > FreeOfRatio && size / LargestRatio > came)
        {
            throw TooLarge($"is {DiskRoom.Megabytes(came)} packed, and more than {LargestRatio} times that unpacked");
        }

        if (size >= next)
        {
            next = size + Step;
            Look();
        }
    }

    public void Dispose() => GiveBack(promised);

    // What does not say how large it is may not become larger than what it leaves to all others: so many of them at once leave some.
    private void Look()
    {
        long left = room.Left;
        if (!isAnnounced && size > left && size > room.Reserve)
        {
            throw TooLarge(
                $"goes on after {DiskRoom.Megabytes(size)}, and the disk has room for {DiskRoom.Megabytes(Math.Max(0, left))} more");
        }

        room.StopWhereUsedUp();
    }

    private void GiveBack(long bytes)
    {
        long back = Math.Min(bytes, promised);
        promised -= back;
        room.Promise(-back);
    }

    private ItemEndedException TooLarge(string why) => new(new ItemOutcome.TooLarge($"{what} {why}"));
}
