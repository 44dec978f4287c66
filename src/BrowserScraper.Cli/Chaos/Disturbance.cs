namespace BrowserScraper.Cli.Chaos;

/// <summary>A kind of trouble.</summary>
/// <param name="Name">As <c>--kinds</c> takes it.</param>
/// <param name="What">For people: what is done.</param>
internal abstract record Disturbance(string Name, string What)
{
    /// <summary>The run ends by it, and the job is started again; else the run has to get over it by itself.</summary>
    public bool EndsRun { get; init; }

    /// <summary>What a run that it ends must end with; null where it has no say in that.</summary>
    public int? ExitCode { get; init; }

    /// <summary>It strikes before that share of the items is served. Default: what comes last needs something to disturb.</summary>
    public double Share { get; init; } = 0.8;

    /// <summary>Why it cannot be had on this machine, or null.</summary>
    public Func<string?> WhyNot { get; init; } = static () => null;
}
