using BrowserScraper.App.Display;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Server;
using BrowserScraper.Server.Settings;
using BrowserScraper.Settings;

namespace BrowserScraper.App.Running;

/// <summary>Carries out <c>serve</c>: settings, log, signals, exit code.</summary>
internal sealed class ServeExecution(ConsoleSet consoles, CommandLine line, TimeProvider time)
{
    public async Task<int> RunAsync(IReadOnlyDictionary<string, string?> values, IDemoPortals? portals)
    {
        foreach (string warning in line.Warnings().Concat(line.Scripts.Problems.Select(problem => $"WARNING: {problem}")))
        {
            consoles.Line(warning);
        }

        SettingsReader read = line.Settings.Only(values, [.. SettingsCatalog.Service, .. SettingsCatalog.Harness]).CheckOrStop();
        using LogFile log = new(read.Text("LOG_DIR"), consoles.Error);
        using Telemetry? telemetry = Telemetry.Start();
        PageCount pages = read.Pages("CONCURRENT_PAGES");
        ServiceSetup setup = new()
        {
            Planner = line.Planner(portals, time),
            OrderFiles = new(FolderOf(read.OptionalText("ORDER_FILES_DIR"))),
            Host = read.Text("SERVER_HOST"),
            Port = read.Whole("SERVER_PORT"),
            Token = read.OptionalText("SERVER_TOKEN"),
            Defaults = new ServiceSettings(
                pages.AtMost, read.Whole("MAX_RETRIES"), read.Number("BACKOFF_FACTOR"), Path.GetFullPath(read.Text("DATA_DIR")))
                    { AutoPages = pages.Auto is not null },
            Store = StoreSettings.From(read),
            Log = log.Log,
            Time = time,
        };
        await using ServiceHost service = await ServiceHost.StartAsync(setup, CancellationToken.None);
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using StopSignals signals = new(stopped.SetResult, service.Abort);
        consoles.Line($"The service listens at {service.Address} - open it in a browser; Ctrl+C ends it.");
        await stopped.Task;
        consoles.Line(
            $"The service ends; items in flight get {StopSignals.Grace.TotalSeconds:0} s to finish (again: at once), and it goes on with "
                + "its jobs when it starts again.");
        await service.StopAsync(StopSignals.Grace);
        return ExitCode.Done;
    }

    private static string? FolderOf(string? orderFiles)
    {
        try
        {
            return orderFiles is null ? null : Directory.CreateDirectory(orderFiles).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(
                StopReason.MachineLacks,
                $"ORDER_FILES_DIR={orderFiles}: there is no such folder, and it cannot be made ({exception.Message.TrimEnd('.')})",
                exception);
        }
    }
}
