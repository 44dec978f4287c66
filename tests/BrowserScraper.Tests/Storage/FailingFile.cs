namespace BrowserScraper.Tests.Storage;

/// <summary>A file on a disk that can be full: once it is, a write leaves its first half and fails.</summary>
internal sealed class FailingFile(string path)
    : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0)
{
    public bool Full { get; set; }

    public bool FlushFails { get; set; }

    public int Flushes { get; private set; }

    /// <summary>Holds the writer before its next flush, so that a test can fill the next batch.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        base.Write(Full ? buffer[..(buffer.Length / 2)] : buffer);
        if (Full)
        {
            throw new IOException("No space left on device", 28);
        }
    }

    public override void Flush(bool flushToDisk)
    {
        Gate.GetAwaiter().GetResult();
        Flushes++;
        base.Flush(flushToDisk);
        if (FlushFails)
        {
            throw new IOException("Input/output error", 5);
        }
    }
}
