using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Endpoints;

/// <summary>The service's settings.</summary>
internal static class SettingsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, SettingsFile settings, JobService jobService)
    {
        routes.MapGet("/settings", () => settings.Current).WithTags("settings")
            .WithSummary("The settings that can be changed while the service runs");
        routes.MapPut("/settings", (SettingsOrder order) => Change(order, settings, jobService)).WithTags("settings")
            .WithSummary("Changes some of them, and keeps them over restarts").Refuses(400);
    }

    private static ChangedSettings Change(SettingsOrder order, SettingsFile settings, JobService jobService)
    {
        SettingsChange change = new()
        {
            MaxWorkers = order.MaxWorkers,
            AutoPages = order.AutoPages,
            MaxRetries = order.MaxRetries,
            BackoffFactor = order.BackoffFactor,
            OutputDir = order.OutputDir is { } folder && folder.Trim().Length > 0 && !folder.Any(char.IsControl)
                ? Path.GetFullPath(folder) : order.OutputDir,
        };
        List<string> problems = [.. SettingsChange.Problems(change)];
        if (problems.Count == 0 && change.OutputDir is { } output
            && OutputFolder.ProblemOf(output, settings.OutputDirInForce) is { } problem)
        {
            problems.Add(problem);
        }

        if (problems.Count > 0)
        {
            throw new ServiceException(400, problems.Count == 1 ? problems[0] : $"{problems.Count} settings are wrong; none was changed")
                { Problems = problems };
        }

        ServiceSettings before = settings.Current;
        jobService.Change(change);
        ServiceSettings now = settings.Current;
        return new(
            now,
            Named((before.MaxWorkers != now.MaxWorkers, "max_workers"), (before.AutoPages != now.AutoPages, "auto_pages")),
            Named((before.MaxRetries != now.MaxRetries, "max_retries"),
                (before.BackoffFactor.CompareTo(now.BackoffFactor) != 0, "backoff_factor")),
            Named((now.OutputDir != settings.OutputDirInForce, "output_dir")));
    }

    private static string[] Named(params (bool Is, string Name)[] names) => [.. names.Where(each => each.Is).Select(each => each.Name)];

    /// <summary>What is left out, or null, stays as it is.</summary>
    internal sealed record SettingsOrder(
        int? MaxWorkers = null, int? MaxRetries = null, double? BackoffFactor = null, string? OutputDir = null, bool? AutoPages = null);

    /// <param name="Settings">As they are now.</param>
    /// <param name="AppliedNow">Changed, and in force already.</param>
    /// <param name="AppliesToNextRun">Changed, and in force for runs that begin from now on.</param>
    /// <param name="NeedsRestart">In force only when the service has been started again.</param>
    internal sealed record ChangedSettings(
        ServiceSettings Settings, IReadOnlyList<string> AppliedNow, IReadOnlyList<string> AppliesToNextRun,
        IReadOnlyList<string> NeedsRestart);
}
