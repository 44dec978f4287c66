namespace BrowserScraper.Testing;

/// <summary>A folder of a test's own, gone when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <param name="inMemory">Kept in memory where the machine has such a place: nothing outlives a power cut, and a flush costs
    /// nothing.</param>
    public TemporaryFolder(bool inMemory = false)
    {
        if (inMemory && Directory.Exists("/dev/shm"))
        {
            Root = Path.Combine("/dev/shm", $"browser-scraper-{Guid.NewGuid():n}");
            Directory.CreateDirectory(Root);
        }
        else
        {
            Root = Directory.CreateTempSubdirectory("browser-scraper-").FullName;
        }
    }

    /// <param name="root">Where it is to be.</param>
    public TemporaryFolder(string root) => Root = Directory.CreateDirectory(root).FullName;

    public string Root { get; }

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Copies the files as a crash at this moment would leave them.</summary>
    public TemporaryFolder Clone()
    {
        TemporaryFolder clone = new();
        foreach (string file in Directory.GetFiles(Root))
        {
            File.Copy(file, clone[Path.GetFileName(file)]);
        }

        return clone;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
