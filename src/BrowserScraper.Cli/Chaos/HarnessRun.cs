using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BrowserScraper.App.Running;
using BrowserScraper.DemoSites;

namespace BrowserScraper.Cli.Chaos;

/// <summary>One start of the job, in a process of its own. What it says is kept in a file.</summary>
internal sealed class HarnessRun : IDisposable
{
    /// <summary>A driver or browser that outlives the run may keep its outputs open.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly TimeProvider time;
    private readonly Task<string> output;
    private readonly Task<string> error;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string spoken;

    private HarnessRun(Process process, string spoken, TimeProvider time)
    {
        this.process = process;
        this.spoken = spoken;
        this.time = time;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ended.TrySetResult();
        process.Start();
        output = process.StandardOutput.ReadToEndAsync();
        error = SaveAsync(process.StandardError);
    }

    public int Id => process.Id;

    /// <summary>Completes when the process is gone.</summary>
    public Task Ended => ended.Task;

    public int ExitCode => process.ExitCode;

    /// <summary>We ended it, so that it has nothing to say about its end.</summary>
    public bool WasKilled { get; private set; }

    public static HarnessRun Start(
        HarnessSetup setup, IDemoPortal portal, int number, TimeProvider time, TimeSpan ahead = default)
    {
        IReadOnlyList<string> command = setup.Command;
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = setup.Root,
        };
        setup.Prepare(start.Environment, portal);
        if (ahead > TimeSpan.Zero)
        {
            start.Environment[MachineClock.Variable] = ahead.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return new(new() { StartInfo = start }, Path.Combine(setup.Root, $"start-{number:000}.txt"), time);
    }

    /// <summary>kill -9, and nothing but this one process, or all that it has started, too.</summary>
    public void Kill(bool withAll = false)
    {
        WasKilled = true;
        process.Kill(withAll);
    }

    /// <summary>What stopped a run that has ended; null where it got to its end, with or without failed items.</summary>
    public async Task<string?> StoppedByAsync()
    {
        await Task.WhenAny(output, Task.Delay(LastWords, time));
        string last = output.IsCompletedSuccessfully ? (await output).TrimEnd().Split('\n')[^1] : "";
        if (!last.StartsWith('{'))
        {
            return $"it gave no result, and said last: {await LastWordsAsync()}; see {Path.GetFileName(spoken)} (--keep)";
        }

        JsonElement root = JsonDocument.Parse(last).RootElement;
        return root.TryGetProperty("error", out JsonElement refused) ? refused.GetString()
            : root.GetProperty("report").TryGetProperty("message", out JsonElement message) ? message.GetString()
            : null;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    /// <summary>The line that names what broke it, or else the last one.</summary>
    private async Task<string> LastWordsAsync()
    {
        await Task.WhenAny(error, Task.Delay(LastWords, time));
        string[] said = await File.ReadAllLinesAsync(spoken);
        return said.LastOrDefault(line => line.StartsWith("Unhandled", StringComparison.Ordinal)) ?? said.LastOrDefault() ?? "nothing";
    }

    private async Task<string> SaveAsync(StreamReader said)
    {
        await using StreamWriter file = new(spoken) { AutoFlush = true };
        while (await said.ReadLineAsync() is { } line)
        {
            await file.WriteLineAsync(line);
        }

        return spoken;
    }
}
