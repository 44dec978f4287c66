namespace BrowserScraper.Postgres;

/// <summary>Where jobs are kept for many machines.</summary>
/// <param name="Connection">A connection string, with everything that it needs to sign in.</param>
/// <param name="FilesFolder">FILES_DIR: the folder for files, the same for all machines. Staging is in it, too.</param>
public sealed record PostgresOptions(string Connection, string FilesFolder)
{
    /// <summary>The schema that everything is in. Default: <c>browserscraper</c>.</summary>
    public string Schema { get; init; } = "browserscraper";

    /// <summary>
    /// This machine is dead for the others once they have not heard of it for so long, by the database's clock. Each counts by its own.
    /// Default: 30 s.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often this machine says that it is there. Default: 5 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a machine looks for what others have changed. Default: 1 s.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How old counts may be that are shown. Default: 1 s.</summary>
    public TimeSpan CountsAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A machine whose own heartbeat has not come through for so long, by its own clock, ends what it has in work and begins nothing until
    /// it does. Less than <see cref="Lease"/>: nobody else has taken its items by then. Default: 20 s.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long until the database is asked again that could not be used. Default: 0.5 s.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>This machine's clock, which the database compares with its own. Nothing else goes by it. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>With another lease, and heartbeat and patience in the proportion that they have by default.</summary>
    /// <param name="lease">A few seconds at least: a busy machine must have its heartbeat through meanwhile.</param>
    public PostgresOptions WithLease(TimeSpan lease) => this with { Lease = lease, Heartbeat = lease / 6, Patience = lease * 2 / 3 };
}
