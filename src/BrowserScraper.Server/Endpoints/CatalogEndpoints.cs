using BrowserScraper.Health;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Endpoints;

/// <summary>What there is to start: scripts, profiles, and how sources have done.</summary>
internal sealed class CatalogEndpoints(ServiceSetup setup, string dataDirectory)
{
    private readonly IReadOnlyList<SiteScriptEntry> entries = setup.Planner.Scripts.All;

    private readonly ScriptView[] scripts =
        [.. setup.Planner.Scripts.All.Select(entry => ScriptView.Of(entry, setup.Planner.Sources.HasUrl(entry)))];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/scripts", () => scripts).WithTags("catalog").WithSummary("The scripts, and what each can be told");
        routes.MapGet(
            "/profiles", () => Profile.All.Select(profile => new ProfileView(profile.Name, profile.Meaning, profile.Values)).ToArray())
            .WithTags("catalog").WithSummary("Named sets of settings");
        routes.MapGet("/sources", Sources).WithTags("catalog")
            .WithSummary("How sources have done over all runs, and which are skipped for now").Refuses(404);
    }

    private SourcesAnswer Sources(string? script)
    {
        if (script is not null && entries.All(entry => entry.Name != script))
        {
            throw new ServiceException(
                404, $"there is no script '{script}'; scripts: {string.Join(", ", entries.Select(entry => entry.Name))}");
        }

        List<string> unreadable = [];
        DateTimeOffset now = setup.Time.GetUtcNow();
        return new(
            [.. from health in HealthReader.Read(dataDirectory, unreadable.Add)
                where script is null || health.Script == script
                select new ScriptSources(health.Script, [.. health.Sources.Select(source => HealthView.Of(source, now))])],
            unreadable);
    }

    internal sealed record ProfileView(string Name, string Meaning, IReadOnlyDictionary<string, string?> Values);

    internal sealed record ScriptSources(string Script, IReadOnlyList<HealthView> Sources);

    /// <param name="Scripts">Those of whose sources something is known.</param>
    /// <param name="Unreadable">What could not be read, one line each.</param>
    internal sealed record SourcesAnswer(IReadOnlyList<ScriptSources> Scripts, IReadOnlyList<string> Unreadable);
}
