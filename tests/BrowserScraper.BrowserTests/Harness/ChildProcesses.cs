using System.Diagnostics;
using BrowserScraper.Machine;

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
    public static int Count => ProcessTree.Of(Environment.ProcessId).Count(each => each.Parent == Environment.ProcessId);

    private static int Find(string victim) => ProcessTree.Of(Environment.ProcessId).Skip(1)
        .First(each => victim == "driver" ? each.IsDriver : each.IsBrowser).Id;
}
