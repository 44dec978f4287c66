using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;

namespace BrowserScraper.Server.Endpoints;

/// <summary>What the API's description says besides its addresses.</summary>
internal static class Description
{
    private const string Text = """
        Start, watch, steer and stop jobs. Refusals are problem+json (RFC 9457): `detail` says what is wrong and what is
        allowed, `problems` has all mistakes where there are several. A job's id is its name with ~ for /. Where
        SERVER_TOKEN is set, every request carries `Authorization: Bearer`.
        WebSockets: /jobs/status sends a snapshot as text a second and at each change; /jobs/{id}/pages/{page}/live sends JPEG pictures.
        """;

    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["JobRequest"] =
            """{"script":"media-search","request":"nature landscape","settings":"""
                + """{"MAX_PER_SOURCE":20,"GLOBAL_JOB_TIMEOUT":300},"profile":"balanced"}""",
        ["WorkerOrder"] = """{"num_workers":3}""",
        ["ItemsOrder"] = """{"items":["dQ3vX9a1bC0",{"input":"kT7pR2m4sN8","priority":"high"}]}""",
        ["SettingsOrder"] = """{"max_workers":5,"auto_pages":false,"max_retries":2,"backoff_factor":2.0}""",
        ["RetryOrder"] = """{"class":"SiteChanged"}""",
        ["CancelOrder"] = """{"key":"dQ3vX9a1bC0"}""",
    };

    public static void Set(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info =
                new() { Title = "BrowserScraper", Version = typeof(Description).Assembly.GetName().Version!.ToString(3),
                Description = Text };
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (Examples.TryGetValue(context.JsonTypeInfo.Type.Name, out string? example))
            {
                schema.Examples = [JsonNode.Parse(example)!];
            }

            return Task.CompletedTask;
        });
    }
}
