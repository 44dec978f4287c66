using System.Globalization;

namespace BrowserScraper.Machine;

/// <summary>Which process has started which; known on Linux only, empty elsewhere.</summary>
internal static class ProcessTree
{
    /// <summary>A process and all below it, the nearest first; empty where it has ended.</summary>
    public static IReadOnlyList<ProcessFacts> Of(int root)
    {
        ProcessFacts[] all = [.. Ids().Select(ProcessFacts.Find).OfType<ProcessFacts>()];
        ILookup<int, ProcessFacts> children = all.ToLookup(process => process.Parent);
        List<ProcessFacts> tree = [.. all.Where(process => process.Id == root)];
        for (int index = 0; index < tree.Count; index++)
        {
            tree.AddRange(children[tree[index].Id]);
        }

        return tree;
    }

    /// <summary>The child of this process that a process descends from, or null.</summary>
    public static int? ChildAbove(int process)
    {
        for (int each = process; OperatingSystem.IsLinux() && each > 1;)
        {
            int parent = ProcessFacts.Find(each)?.Parent ?? -1;
            if (parent == Environment.ProcessId)
            {
                return each;
            }

            each = parent;
        }

        return null;
    }

    /// <summary>The ids of those that were started with that variable and value, whoever their parent is by now.</summary>
    public static IReadOnlyList<int> With(string variable, string value) =>
        [.. Ids().Where(id => ProcessFacts.Read(id, "environ").Split('\0').Contains($"{variable}={value}", StringComparer.Ordinal))];

    private static IEnumerable<int> Ids() => !OperatingSystem.IsLinux() ? [] : Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0)
        .Where(id => id > 0);
}
