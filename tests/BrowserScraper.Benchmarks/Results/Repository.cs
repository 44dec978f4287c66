using System.Runtime.CompilerServices;

namespace BrowserScraper.Benchmarks.Results;

/// <summary>The source tree that this program was built from, whatever the current folder is.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find([CallerFilePath] string here = "")
    {
        string? folder = System.IO.Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "BrowserScraper.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder
            ?? throw new InvalidOperationException($"no BrowserScraper.sln above {here}: build the benchmarks where their sources are");
    }
}
