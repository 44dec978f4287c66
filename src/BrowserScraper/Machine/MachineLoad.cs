using System.Globalization;

namespace BrowserScraper.Machine;

/// <summary>
/// How busy the processors are that this process may use, and how much memory is left, of the machine or of its container, whichever is
/// nearer to its end. Linux only; elsewhere nothing is known. Not concurrent.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="proc">Where proc(5) is mounted.</param>
/// <param name="group">The container's limits.</param>
internal sealed class MachineLoad(TimeProvider time, string proc, ControlGroup group)
{
    private (long Busy, long All) machine;
    private TimeSpan? used;
    private long at;

    public MachineLoad(TimeProvider time)
        : this(time, "/proc", new())
    {
    }

    /// <summary>
    /// The share of processor time that was used since the last call, by everybody who shares it, from 0 to 1; null where it is not known
    /// yet.
    /// </summary>
    public double? Cpu()
    {
        (long Busy, long All) before = machine;
        (TimeSpan? usedBefore, long atBefore) = (used, at);
        (machine, used, at) = (Jiffies(), group.CpuTime(), time.GetTimestamp());
        if (before.All == 0 || machine.All <= before.All)
        {
            return null;
        }

        double ofMachine = (double)(machine.Busy - before.Busy) / (machine.All - before.All);
        double seconds = time.GetElapsedTime(atBefore, at).TotalSeconds;
        double ofQuota = group.Processors() is { } processors && used - usedBefore is { } spent && seconds > 0
            ? spent.TotalSeconds / (processors * seconds) : 0;
        return Math.Clamp(Math.Max(ofMachine, ofQuota), 0, 1);
    }

    /// <summary>Null where it is not known.</summary>
    public MemoryRoom? Memory()
    {
        Dictionary<string, long> sizes = Lines("meminfo")
            .Select(line => line.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 1)
            .ToDictionary(
                fields => fields[0], fields => long.Parse(fields[1], CultureInfo.InvariantCulture) * 1024, StringComparer.Ordinal);
        MemoryRoom? all = sizes.TryGetValue("MemAvailable", out long free) ? new(free, sizes.GetValueOrDefault("MemTotal")) : null;
        MemoryRoom? own = group.Memory();
        return own is not null && (all is null || own.Free < all.Free) ? own : all;
    }

    private (long Busy, long All) Jiffies()
    {
        HashSet<string> own = [.. Own().Select(number => $"cpu{number}")];
        (long busy, long all) = (0, 0);
        foreach (string line in Lines("stat"))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 8 && (own.Count > 0 ? own.Contains(fields[0]) : fields[0] == "cpu"))
            {
                // user nice system idle iowait irq softirq steal; what follows is contained in the first two.
                long[] times = [.. fields[1..9].Select(field => long.Parse(field, CultureInfo.InvariantCulture))];
                all += times.Sum();
                busy += times.Sum() - times[3] - times[4];
            }
        }

        return (busy, all);
    }

    /// <summary>The processors that this process may run on, such as <c>0-3,8</c>.</summary>
    private IEnumerable<int> Own()
    {
        const string Name = "Cpus_allowed_list:";
        string list = Lines("self/status").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal))?[Name.Length..].Trim()
            ?? "";
        foreach (string part in list.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int[] ends = [.. part.Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
            for (int number = ends[0]; number <= ends[^1]; number++)
            {
                yield return number;
            }
        }
    }

    private string[] Lines(string file)
    {
        try
        {
            string path = Path.Combine(proc, file);
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
