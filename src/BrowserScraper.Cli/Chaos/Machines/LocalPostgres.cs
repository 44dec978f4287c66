using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using BrowserScraper.Items;
using Npgsql;

namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>
/// A PostgreSQL of one's own, on this machine, from the programs that are on it; gone when it is disposed. It answers on the loopback
/// address, and its data does not outlast the machine's power. Not concurrent.
/// </summary>
internal sealed class LocalPostgres : IAsyncDisposable
{
    private const string Debian = "/usr/lib/postgresql";
    private const string User = "postgres";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string folder;
    private Process? server;

    private LocalPostgres(string folder)
    {
        this.folder = folder;
        Port = FreePort();
        Connection = $"Host=127.0.0.1;Port={Port};Username={User};Database=postgres";
    }

    /// <summary>Whether this machine has what it takes.</summary>
    public static bool IsThere => File.Exists(Tool("initdb"));

    public int Port { get; }

    /// <summary>How to reach it; nobody asks for a password.</summary>
    public string Connection { get; }

    private string Data => Path.Combine(folder, "data");

    /// <summary>initdb and postgres refuse root.</summary>
    private static bool IsRoot => Environment.IsPrivilegedProcess && OperatingSystem.IsLinux();

    /// <exception cref="RunStopException">PostgreSQL is not there, or cannot be started.</exception>
    public static async Task<LocalPostgres> StartAsync()
    {
        if (!IsThere)
        {
            throw new RunStopException(
                StopReason.MachineLacks, "PostgreSQL is not on this machine (initdb, neither on PATH nor in Debian's place); install it");
        }

        // Another user must get there.
        string below = IsRoot ? "/tmp" : Path.GetTempPath();
        LocalPostgres own = new(Directory.CreateDirectory(Path.Combine(below, $"browserscraper-postgres-{Guid.NewGuid():n}")).FullName);
        try
        {
            if (IsRoot)
            {
                await RunAsync("/usr/bin/chown", isOwn: false, User, own.folder);
            }

            await RunAsync(
                Tool("initdb"), isOwn: true, "-D", own.Data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
            await own.BeginAsync();
            return own;
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it. It may have ended by itself.</summary>
    /// <param name="mode"><c>fast</c>, or <c>immediate</c>: as if it was killed.</param>
    public async Task StopAsync(string mode)
    {
        if (server is { } running)
        {
            if (!running.HasExited)
            {
                using Process stop = Start(Tool("pg_ctl"), isOwn: true, "stop", "-D", Data, "-m", mode);
                await stop.WaitForExitAsync();
                await running.WaitForExitAsync();
            }

            running.Dispose();
            server = null;
        }
    }

    /// <summary>Starts it, again where it was. Completes when it answers.</summary>
    /// <exception cref="RunStopException">It does not.</exception>
    public async Task BeginAsync()
    {
        server = Start(
            Tool("postgres"), isOwn: true, "-D", Data, "-p", $"{Port}", "-h", "127.0.0.1", "-k", "", "-c", "fsync=off", "-c",
            "max_connections=200", "-c", "log_min_messages=fatal");
        server.BeginOutputReadLine(); // or it would wait for a reader some day
        server.BeginErrorReadLine();
        for (long started = TimeProvider.System.GetTimestamp(); !await AnswersAsync();)
        {
            if (server.HasExited || TimeProvider.System.GetElapsedTime(started) > Limit)
            {
                throw new RunStopException(
                    StopReason.MachineLacks,
                    $"PostgreSQL {(server.HasExited ? "has ended at once" : "does not answer")} ({Tool("postgres")})");
            }

            await Task.Delay(Interval, TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync("immediate");
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using NpgsqlConnection asked = new($"{Connection};Pooling=false");
            await asked.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Debian keeps the server's own programs out of the path.</summary>
    private static string Tool(string name)
    {
        string program = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        IEnumerable<string> debian = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [];
        return debian.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Select(each => Path.Combine(each, program)).FirstOrDefault(File.Exists) ?? program;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, bool isOwn, params string[] arguments)
    {
        using Process process = Start(program, isOwn, arguments);
        Task<string> told = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new RunStopException(StopReason.MachineLacks, $"{program} fails: {OneLine.Of(error + await told)}");
        }
    }

    /// <param name="program">What is started.</param>
    /// <param name="isOwn">As the user of the database, where we are root.</param>
    /// <param name="arguments">What it is told.</param>
    private static Process Start(string program, bool isOwn, params string[] arguments)
    {
        ProcessStartInfo start = isOwn && IsRoot
            ? new("/usr/sbin/runuser", ["-u", User, "--", program, .. arguments]) : new(program, arguments);
        start.WorkingDirectory = Path.GetPathRoot(Path.GetTempPath()); // where every user may be
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return Process.Start(start)!;
    }
}
