namespace BrowserScraper.Cli.Chaos;

/// <summary>What a job that was disturbed has to answer for; one line each.</summary>
/// <param name="Lost">Items not done at the end, or done without their file or their record.</param>
/// <param name="Twice">Items that were recorded as done and were fetched again by a later start, or that have two records.</param>
/// <param name="Half">Files under their final name that are not whole: the beginning of the right ones, or checkpoint and records damaged
/// by a crash.</param>
/// <param name="Wrong">Files whose bytes are not what the portal has for that key.</param>
internal sealed record Findings(
    IReadOnlyList<string> Lost, IReadOnlyList<string> Twice, IReadOnlyList<string> Half, IReadOnlyList<string> Wrong)
{
    public bool AreNone => Lost.Count + Twice.Count + Half.Count + Wrong.Count == 0;

    public override string ToString() => $"lost={Lost.Count} twice={Twice.Count} half={Half.Count} wrong={Wrong.Count}";
}
