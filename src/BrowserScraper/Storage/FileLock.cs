namespace BrowserScraper.Storage;

/// <summary>A file that one process holds at a time. The operating system frees it when the process ends, however it ends.</summary>
internal sealed class FileLock : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <returns>Null where somebody else holds it, in this process or another.</returns>
    /// <exception cref="IOException">The file cannot be used; so for the other faults of <see cref="StorageFault"/>.</exception>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException cause) when (Array.IndexOf(HeldByAnother, cause.HResult) >= 0)
        {
            return null;
        }
    }

    /// <summary>The file stays: removing it would let two processes lock two files of the same name.</summary>
    public void Dispose() => file.Dispose();
}
