namespace BrowserScraper.BrowserTests.Harness;

/// <summary>How much of something a test does: little each time, and as much as was asked for where the environment says so.</summary>
internal static class FullSize
{
    /// <summary>Runs after the first (TEST_RUNS; default 1).</summary>
    public static int Runs { get; } = Of("TEST_RUNS") ?? 1;

    /// <summary>Items (TEST_ITEMS).</summary>
    /// <param name="usual">Where it is not set.</param>
    public static int Items(int usual) => Of("TEST_ITEMS") ?? usual;

    private static int? Of(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? int.Parse(given) : null;
}
