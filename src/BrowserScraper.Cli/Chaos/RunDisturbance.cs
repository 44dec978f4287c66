namespace BrowserScraper.Cli.Chaos;

/// <summary>A kind of trouble for the run of one machine.</summary>
/// <param name="Name">As <c>--kinds</c> takes it.</param>
/// <param name="What">For people: what is done.</param>
/// <param name="StrikeAsync">Does it; false where there was nothing to strike at any more. The number picks a victim where there are
/// several.</param>
internal sealed record RunDisturbance(string Name, string What, Func<ChaosScene, int, CancellationToken, Task<bool>> StrikeAsync)
    : Disturbance(Name, What);
