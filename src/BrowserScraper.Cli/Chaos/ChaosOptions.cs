using BrowserScraper.Settings;

namespace BrowserScraper.Cli.Chaos;

/// <summary>What a chaos run is to be like.</summary>
/// <param name="Script">Whose job is disturbed.</param>
/// <param name="Items">How many items the portal has.</param>
/// <param name="Kills">How often the job is disturbed.</param>
/// <param name="Seed">The same seed gives the same plan.</param>
/// <param name="Kinds">The disturbances to choose from.</param>
/// <param name="Settings">Settings of the job, as <c>NAME=VALUE</c>.</param>
/// <param name="Patience">How long a run may serve nothing before it counts as stuck.</param>
/// <param name="Keep">The folder stays.</param>
internal sealed record ChaosOptions(
    string Script, int Items, int Kills, int Seed, IReadOnlyList<Disturbance> Kinds, IReadOnlyList<string> Settings, TimeSpan Patience,
    bool Keep)
{
    /// <summary>The dealer portal's pages of vehicles do not tell who is signed in.</summary>
    public bool HasBarePages { get; init; }

    /// <summary>How many machines work on the job; with more than one it is kept in a database. Default: 1.</summary>
    public int Machines { get; init; } = 1;

    /// <summary>The operator's database. Default: one of the chaos run's own, where there are several machines.</summary>
    public StoreSettings? Store { get; init; }

    /// <summary>Kinds that were wanted and that this machine does not have, each with the reason.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}
