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
