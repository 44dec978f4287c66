using System.Globalization;

namespace BrowserScraper.Machine;

/// <summary>
/// The limits that a container, or whoever else keeps processes in control groups, has set for this process: cgroup v2 and v1, see
/// cgroups(7). A group is also bound by those above it. On other systems there are none.
/// </summary>
/// <param name="proc">Where proc(5) is mounted.</param>
/// <param name="groups">Where the groups are mounted.</param>
internal sealed class ControlGroup(string proc = "/proc", string groups = "/sys/fs/cgroup")
{
    private readonly string[] memory = FoldersOf(proc, groups, "memory");
    private readonly string[] cpu = FoldersOf(proc, groups, "cpu");
    private readonly string[] usage = FoldersOf(proc, groups, "cpuacct");

    /// <summary>
    /// The memory that is still to be had, and the limit that says so; null where there is none. What the kernel can drop at any time
    /// counts as free.
    /// </summary>
    public MemoryRoom? Memory()
    {
        MemoryRoom? least = null;
        foreach (string folder in memory)
        {
            long? limit = Number(folder, "memory.max") ?? Number(folder, "memory.limit_in_bytes");
            long? used = Number(folder, "memory.current") ?? Number(folder, "memory.usage_in_bytes");
            if (limit is < long.MaxValue / 2 and { } most && used is { } now)
            {
                MemoryRoom room = new(Math.Max(0, most - now + Cache(folder)), most);
                least = least is null || room.Free < least.Free ? room : least;
            }
        }

        return least;
    }

    /// <summary>How many processors' time the process may use; null where nothing but the machine limits it.</summary>
    public double? Processors() => cpu.Select(QuotaOf).Min();

    /// <summary>The processor time that the group has used so far; null where it is not told.</summary>
    public TimeSpan? CpuTime()
    {
        if (cpu.Length > 0 && Field(cpu[0], "cpu.stat", "usage_usec") is { } microseconds)
        {
            return TimeSpan.FromMicroseconds(microseconds);
        }

        return usage.Length > 0 && Number(usage[0], "cpuacct.usage") is { } nanoseconds
            ? TimeSpan.FromMicroseconds(nanoseconds / 1000.0) : null;
    }

    private static double? QuotaOf(string folder)
    {
        string[] both = Read(folder, "cpu.max")?.Split(' ') ?? [];
        long? quota = both.Length == 2 ? Parsed(both[0]) : Number(folder, "cpu.cfs_quota_us");
        long? period = both.Length == 2 ? Parsed(both[1]) : Number(folder, "cpu.cfs_period_us");
        return quota > 0 && period > 0 ? (double)quota / period : null;
    }

    private static long Cache(string folder) => Field(folder, "memory.stat", "inactive_file") ?? 0;

    /// <summary>The process's own group and those above it, the own one first.</summary>
    private static string[] FoldersOf(string proc, string groups, string controller)
    {
        foreach (string line in (Read(proc, "self/cgroup") ?? "").Split('\n'))
        {
            string[] parts = line.Split(':', 3);
            bool isOurs = parts.Length == 3
                && (parts[1].Split(',').Contains(controller)
                || (parts[1].Length == 0 && File.Exists(Path.Combine(groups, "cgroup.controllers"))));
            if (isOurs)
            {
                string root = parts[1].Length == 0 ? groups : Path.Combine(groups, controller);
                return [.. Upwards(root, parts[2].Trim('/'))];
            }
        }

        return [];
    }

    private static IEnumerable<string> Upwards(string root, string below)
    {
        for (string? folder = below; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            yield return Path.Combine(root, folder);
        }

        yield return root;
    }

    private static long? Number(string folder, string file) => Read(folder, file) is { } text ? Parsed(text) : null;

    private static long? Field(string folder, string file, string name)
    {
        string? line = Read(folder, file)?.Split('\n').FirstOrDefault(line => line.StartsWith($"{name} ", StringComparison.Ordinal));
        return line is null ? null : Parsed(line[(name.Length + 1)..]);
    }

    private static long? Parsed(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string? Read(string folder, string file)
    {
        try
        {
            string path = Path.Combine(folder, file);
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
