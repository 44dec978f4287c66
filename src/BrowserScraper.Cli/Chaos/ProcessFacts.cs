using System.Globalization;
using System.Text;

namespace BrowserScraper.Cli.Chaos;

/// <summary>A process as Linux's /proc shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">Its parent's id.</param>
/// <param name="State">One letter: T is stopped, Z is gone but for its exit code.</param>
/// <param name="Ticks">Processor time it has used.</param>
/// <param name="Program">The file name of what it runs.</param>
/// <param name="CommandLine">Its arguments, parted by spaces.</param>
internal sealed record ProcessFacts(int Id, int Parent, char State, long Ticks, string Program, string CommandLine)
{
    public bool IsDriver => Program == "node" && IsAwake;

    /// <summary>Debian's browser is the child of a shell script that has the same arguments.</summary>
    public bool IsBrowser =>
        Program is not ("sh" or "dash" or "bash") && CommandLine.Contains("--remote-debugging-pipe", StringComparison.Ordinal)
        && !CommandLine.Contains("--type=", StringComparison.Ordinal) && IsAwake;

    public bool IsRenderer => CommandLine.Contains("--type=renderer", StringComparison.Ordinal) && IsAwake;

    private bool IsAwake => State is not ('T' or 'Z');

    /// <param name="folder">Such as <c>/proc/4711</c>.</param>
    /// <returns>Null where it has just ended.</returns>
    public static ProcessFacts? Read(string folder)
    {
        try
        {
            string stat = File.ReadAllText(Path.Combine(folder, "stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // the name before it may hold anything
            return new(
                int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture),
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields[0][0],
                long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture),
                Path.GetFileName(new FileInfo(Path.Combine(folder, "exe")).LinkTarget) ?? "",
                Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "cmdline"))).Replace('\0', ' '));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
