using System.Buffers;

namespace BrowserScraper.Output;

/// <summary>Writing a staged file, with what the disk refuses told in our words.</summary>
internal static class StagedFile
{
    public static FileStream Create(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, useAsync: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DiskTrouble.Stop(exception, path);
        }
    }

    public static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken ending)
    {
        try
        {
            await file.WriteAsync(bytes, ending);
        }
        catch (IOException exception)
        {
            throw DiskTrouble.Stop(exception, file.Name);
        }
    }

    /// <summary>Writes all that a stream has.</summary>
    /// <param name="from">The stream.</param>
    /// <param name="file">The file.</param>
    /// <param name="came">Called with the size of each part that has come, before it is written.</param>
    /// <param name="ending">Gives up.</param>
    public static async Task CopyAsync(Stream from, FileStream file, Action<int> came, CancellationToken ending)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            while (await from.ReadAsync(buffer, ending) is > 0 and var count)
            {
                came(count);
                await WriteAsync(file, buffer.AsMemory(0, count), ending);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Makes a whole file the final one in one step, its bytes on the disk first.</summary>
    public static void Commit(string staged, string final)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(final)!);
            using (FileStream file = new(staged, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            File.Move(staged, final, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DiskTrouble.Stop(exception, final);
        }
    }
}
