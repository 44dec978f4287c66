using System.Globalization;

namespace BrowserScraper.Machine;

/// <summary>
/// A process as Linux's /proc shows it (proc(5)): what does not change without a word, read at once; the rest when asked for.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">Its parent's id.</param>
/// <param name="State">One letter: T is stopped, Z is gone but for its exit code.</param>
/// <param name="Ticks">Processor time it has used, user and system.</param>
/// <param name="Started">When, in ticks since the system's start: with the id it names the process for good.</param>
internal sealed record ProcessFacts(int Id, int Parent, char State, long Ticks, ulong Started)
{
    public bool IsDriver => Program == "node" && IsAwake;

    /// <summary>The browser itself. Debian's is the child of a shell script that has the same arguments.</summary>
    public bool IsBrowser => CommandLine is var arguments && Program is not ("sh" or "dash" or "bash") && IsAwake
        && arguments.Contains("--remote-debugging-pipe", StringComparison.Ordinal)
        && !arguments.Contains("--type=", StringComparison.Ordinal);

    public bool IsRenderer => CommandLine.Contains("--type=renderer", StringComparison.Ordinal) && IsAwake;

    /// <summary>One of Chromium's processes, whoever started it and whatever it is called; node has no such options.</summary>
    public bool IsOfBrowser => CommandLine is var arguments
        && (arguments.Contains("--remote-debugging-", StringComparison.Ordinal) || arguments.Contains("--type=", StringComparison.Ordinal));

    /// <summary>Its memory in bytes, shared pages divided by those who share them (PSS); 0 where it has ended.</summary>
    public long Memory
    {
        get
        {
            string line = Read(Id, "smaps_rollup").Split('\n')
                .FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal)) ?? "";
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length > 1 ? long.Parse(fields[1], CultureInfo.InvariantCulture) * 1024 : 0;
        }
    }

    /// <summary>The file name of what it runs; empty where it has ended.</summary>
    private string Program
    {
        get
        {
            try
            {
                return Path.GetFileName(new FileInfo($"/proc/{Id}/exe").LinkTarget) ?? "";
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }
    }

    private string CommandLine => Read(Id, "cmdline").Replace('\0', ' ');

    private bool IsAwake => State is not ('T' or 'Z');

    /// <summary>Null where there is no such process.</summary>
    public static ProcessFacts? Find(int id)
    {
        // The name in parentheses may hold anything; what counts comes after it: state, parent, and so on.
        string stat = Read(id, "stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19
            ? new(id, (int)Number(fields[1]), fields[0][0], Number(fields[11]) + Number(fields[12]), (ulong)Number(fields[19]))
            : null;
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

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
