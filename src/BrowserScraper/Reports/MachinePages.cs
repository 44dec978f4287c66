namespace BrowserScraper.Reports;

/// <summary>Numbers of pages in a report of several machines: each machine has its own range.</summary>
internal static class MachinePages
{
    /// <summary>No machine drives more pages.</summary>
    private const int PagesOfOne = 1000;

    /// <summary>A page's number among those of all machines.</summary>
    /// <param name="machine">The machine's place among them.</param>
    /// <param name="page">Its number there.</param>
    public static int Of(int machine, int page) => (machine * PagesOfOne) + page;

    /// <summary>The place of the machine that has it.</summary>
    public static int MachineOf(int page) => page / PagesOfOne;

    /// <summary>Its number on its machine.</summary>
    public static int OnMachine(int page) => page % PagesOfOne;
}
