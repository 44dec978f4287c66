using System.Diagnostics;
using BrowserScraper.Cli.Chaos.Machines;
using Npgsql;
using Xunit;

namespace BrowserScraper.Testing.Stores;

/// <summary>
/// A PostgreSQL for the tests: STORE_TEST_URL where that is set; else one of its own, from what is on the machine, or got by apt-get as
/// root. Started when the first test asks, gone with the last.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private string? connection;
    private LocalPostgres? server;

    /// <summary>How to reach it.</summary>
    public async Task<string> ConnectionAsync()
    {
        await turn.WaitAsync();
        try
        {
            return connection ??= Environment.GetEnvironmentVariable("STORE_TEST_URL") is { Length: > 0 } given
                ? given : await StartAsync();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>One that nobody else uses, and that can be stopped. Dispose it.</summary>
    public static async Task<PostgresServer> OwnAsync()
    {
        PostgresServer own = new();
        own.connection = await own.StartAsync();
        return own;
    }

    /// <summary>The port of one's own.</summary>
    public int Port => server!.Port;

    /// <summary>Stops one's own.</summary>
    /// <param name="mode"><c>fast</c>, or <c>immediate</c>: as if it was killed.</param>
    public Task StopAsync(string mode) => server!.StopAsync(mode);

    /// <summary>Starts one's own again, where it was. Completes when it answers.</summary>
    public Task BeginAsync() => server!.BeginAsync();

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await server.DisposeAsync();
        }

        turn.Dispose();
    }

    private async Task<string> StartAsync()
    {
        if (!LocalPostgres.IsThere)
        {
            await InstallAsync();
        }

        server = await LocalPostgres.StartAsync();
        return $"{server.Connection};Maximum Pool Size=20";
    }

    private static async Task InstallAsync()
    {
        Assert.True(
            Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"),
            "PostgreSQL is not there; install it, or set STORE_TEST_URL");
        Directory.CreateDirectory("/etc/postgresql-common");
        await File.WriteAllTextAsync("/etc/postgresql-common/createcluster.conf", "create_main_cluster = false\n"); // we start our own
        await RunAsync("-q", "update");
        await RunAsync("-q", "-y", "--no-install-recommends", "install", "postgresql");
    }

    private static async Task RunAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("/usr/bin/apt-get", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using Process process = Process.Start(start)!;
        Task<string> told = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"apt-get {string.Join(' ', arguments)}: {await told}{error}");
    }
}
