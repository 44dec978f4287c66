using System.Globalization;

namespace BrowserScraper.Benchmarks.Measuring;

/// <summary>One process as <c>/proc</c> shows it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">Who started it.</param>
/// <param name="Started">When, in ticks since the system's start: with the number it names the process for good.</param>
/// <param name="Ticks">Processor time, user and system.</param>
internal sealed record ProcessStat(int Id, int Parent, ulong Started, long Ticks)
{
    /// <summary>A process and all below it; empty where it has ended.</summary>
    public static List<ProcessStat> TreeOf(int root)
    {
        List<ProcessStat> all = [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(folder.AsSpan("/proc/".Length), CultureInfo.InvariantCulture, out int id) ? Find(id) : null)
            .OfType<ProcessStat>()];
        ILookup<int, ProcessStat> children = all.ToLookup(process => process.Parent);
        List<ProcessStat> tree = [.. all.Where(process => process.Id == root)];
        for (int index = 0; index < tree.Count; index++)
        {
            tree.AddRange(children[tree[index].Id]);
        }

        return tree;
    }

    /// <summary>Null where there is no such process.</summary>
    public static ProcessStat? Find(int id)
    {
        // The name in parentheses may hold spaces; what counts comes after it: state, parent, and so on.
        string stat = Text(id, "stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19
            ? new(id, Number(fields[1]), ulong.Parse(fields[19], CultureInfo.InvariantCulture), Number(fields[11]) + Number(fields[12]))
            : null;
    }

    /// <summary>
    /// Whether it is one of Chromium's processes, whoever started it and whatever it is called; node has no such options.
    /// </summary>
    public static bool IsBrowser(int id)
    {
        string command = Text(id, "cmdline");
        return command.Contains("--remote-debugging-", StringComparison.Ordinal) || command.Contains("--type=", StringComparison.Ordinal);
    }

    /// <summary>Its memory, shared pages divided by those who share them (PSS).</summary>
    public static long BytesOf(int id)
    {
        string rollup = Text(id, "smaps_rollup");
        int from = rollup.IndexOf("\nPss:", StringComparison.Ordinal);
        return from < 0
            ? 0 : long.Parse(
                rollup.AsSpan(from + 5, rollup.IndexOf("kB", from, StringComparison.Ordinal) - from - 5),
                CultureInfo.InvariantCulture) * 1024;
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private static string Text(int id, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{name}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
