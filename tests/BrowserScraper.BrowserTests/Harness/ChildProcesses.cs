using System.Diagnostics;
using System.Globalization;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>Driver and browser of a run inside the test process. Linux only.</summary>
internal static class ChildProcesses
{
    /// <summary>Kills the driver, or the browser that it has started.</summary>
    public static void Kill(string victim)
    {
        using Process found = Process.GetProcessById(Find(victim));
        found.Kill();
    }

    /// <summary>Freezes it: it neither works nor goes away.</summary>
    public static async Task FreezeAsync(string victim)
    {
        using Process freeze = Process.Start("sh", ["-c", $"kill -STOP {Find(victim)}"]);
        await freeze.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, freeze.ExitCode);
    }

    /// <summary>How many there are of all kinds.</summary>
    public static int Count => ChildrenOf(Environment.ProcessId).Count();

    private static int Find(string victim)
    {
        int driver = ChildrenOf(Environment.ProcessId).Single(id => ProgramOf(id) == "node");
        return victim == "driver" ? driver : BrowserOf(driver);
    }

    // Debian's browser is the child of a shell script.
    private static int BrowserOf(int driver)
    {
        int child = ChildrenOf(driver).First();
        return ProgramOf(child) is "sh" or "dash" or "bash" ? ChildrenOf(child).First() : child;
    }

    private static IEnumerable<int> ChildrenOf(int process) => Directory.EnumerateDirectories($"/proc/{process}/task")
        .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static string? ProgramOf(int process) => Path.GetFileName(new FileInfo($"/proc/{process}/exe").LinkTarget);
}
