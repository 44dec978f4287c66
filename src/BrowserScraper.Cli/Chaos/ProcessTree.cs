using System.Globalization;
using System.Text;

namespace BrowserScraper.Cli.Chaos;

/// <summary>Finds what a run has started, and nothing else. Linux only.</summary>
internal static class ProcessTree
{
    /// <summary>The variable that every process of a chaos run has in its environment, whoever its parent is by now.</summary>
    public const string Variable = "BROWSER_SCRAPER_CHAOS";

    /// <summary>Children and their children, the nearest first.</summary>
    public static IReadOnlyList<ProcessFacts> DescendantsOf(int root)
    {
        ILookup<int, ProcessFacts> children = Folders().Select(ProcessFacts.Read).OfType<ProcessFacts>()
            .ToLookup(process => process.Parent);
        List<ProcessFacts> found = [.. children[root]];
        for (int index = 0; index < found.Count; index++)
        {
            found.AddRange(children[found[index].Id]);
        }

        return found;
    }

    /// <summary>The ids of those that carry the mark and still live.</summary>
    public static IReadOnlyList<int> Marked(string mark)
    {
        byte[] wanted = Encoding.ASCII.GetBytes($"{Variable}={mark}");
        return [.. from folder in Folders()
                   where Environ(folder).AsSpan().IndexOf(wanted) >= 0
                   select int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)];
    }

    private static IEnumerable<string> Folders() =>
        Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]));

    private static byte[] Environ(string folder)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // it has just ended, or is not ours to look at
        }
    }
}
