namespace BrowserScraper.Testing;

/// <summary>A folder of a test's own, gone when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("browser-scraper-").FullName;

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
