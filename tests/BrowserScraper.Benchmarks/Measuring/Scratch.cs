namespace BrowserScraper.Benchmarks.Measuring;

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("browserscraper-benchmark-").FullName;

    public IEnumerable<string> FilesOf(string job) => Directory.EnumerateFiles(System.IO.Path.Combine(Path, job, "files"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
