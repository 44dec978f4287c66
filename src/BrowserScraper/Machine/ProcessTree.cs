using System.Globalization;

namespace BrowserScraper.Machine;

/// <summary>Which process has started which; known on Linux only (proc(5)), empty elsewhere.</summary>
internal static class ProcessTree
{
    /// <summary>A process and all below it.</summary>
    public static IReadOnlyList<int> Of(int root)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        ILookup<int, int> children = Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => char.IsAsciiDigit(name![0]))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .ToLookup(ParentOf);
        List<int> tree = [root];
        for (int index = 0; index < tree.Count; index++)
        {
            tree.AddRange(children[tree[index]]);
        }

        return tree;
    }

    /// <summary>The child of this process that a process descends from, or null.</summary>
    public static int? ChildAbove(int process)
    {
        for (int each = process; OperatingSystem.IsLinux() && each > 1; each = ParentOf(each))
        {
            if (ParentOf(each) == Environment.ProcessId)
            {
                return each;
            }
        }

        return null;
    }

    /// <summary>A file of <c>/proc</c>; empty where the process has ended, or is not ours to look at.</summary>
    public static string Read(int process, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{name}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int ParentOf(int process)
    {
        // The name in parentheses may hold spaces; the parent is the second field after it.
        string stat = Read(process, "stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : -1;
    }
}
