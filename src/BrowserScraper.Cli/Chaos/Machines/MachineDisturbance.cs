namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>A kind of trouble for a job that many machines work on.</summary>
/// <param name="Name">As <c>--kinds</c> takes it.</param>
/// <param name="What">For people: what is done.</param>
/// <param name="StrikeAsync">Does it; false where there was nothing to strike at just now. The number picks a victim where there are
/// several, and how long it lasts.</param>
internal sealed record MachineDisturbance(string Name, string What, Func<MachinesScene, int, CancellationToken, Task<bool>> StrikeAsync)
    : Disturbance(Name, What);
