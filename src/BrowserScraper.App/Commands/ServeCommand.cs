using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;

namespace BrowserScraper.App.Commands;

internal static class ServeCommand
{
    private const string Description = """
        Run as a service: REST, WebSocket and a dashboard, to start, watch, steer and stop jobs

        It listens on the loopback address, for this machine alone, unless SERVER_HOST says otherwise; any other address needs SERVER_TOKEN.
        What was at work when it ended, or was killed, it takes up again when it starts. Ctrl+C ends it: items in flight get 10 s to finish.
        The API is described in docs/service.md and, while the service runs, at /openapi/v1.json.
        """;

    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Option<string?> host = new(
            "--host") { Description = "the address to listen on (SERVER_HOST); default: 127.0.0.1", HelpName = "ADDRESS" };
        Option<string?> port = new("--port") { Description = "its port (SERVER_PORT); 0 = any free one; default: 8787", HelpName = "N" };
        Command command = new("serve", Description) { host, port, options.Data, options.Store };
        options.AddDemoTo(command);
        command.SetAction((parsed, _) =>
        {
            Dictionary<string, string?> values = new(StringComparer.Ordinal)
            {
                ["SERVER_HOST"] = parsed.GetValue(host),
                ["SERVER_PORT"] = parsed.GetValue(port),
                ["DATA_DIR"] = parsed.GetValue(options.Data),
                ["STORE"] = parsed.GetValue(options.Store),
            };
            return new ServeExecution(consoles, options.Line, TimeProvider.System).RunAsync(values, options.Line.Demo?.ReadForAll(parsed));
        });
        return command;
    }
}
