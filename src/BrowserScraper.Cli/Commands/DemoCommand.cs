using System.CommandLine;
using System.Runtime.InteropServices;
using BrowserScraper.App;
using BrowserScraper.App.Display;
using BrowserScraper.Cli.Demo;
using BrowserScraper.DemoSites;

namespace BrowserScraper.Cli.Commands;

internal static class DemoCommand
{
    public static Command Create(ConsoleSet consoles)
    {
        Option<int> port =
            new("--port")
                { Description = "the port of the first portal, the next ones follow; 0 = free ones", HelpName = "N",
                DefaultValueFactory = _ => 0 };
        DemoOptions options = new();
        Command command = new("demo", "Run the demo portals alone, to look at them or to point a run at them") { port };
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            void Stop(PosixSignalContext context)
            {
                context.Cancel = true;
                stopped.TrySetResult();
            }

            using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            int first = parsed.GetValue(port);
            List<IDemoPortal> portals = [];
            try
            {
                foreach (string script in DemoArguments.Scripts)
                {
                    IDemoPortal portal = await options.Arguments(parsed).Only(script)
                        .StartAsync(script, first == 0 ? 0 : first + portals.Count, CancellationToken.None);
                    portals.Add(portal);
                    string prefix = DemoArguments.Prefix(script);
                    consoles.Line($"Demo portal for {script} with {portal.Description}:");
                    consoles.Line($"  {prefix}_URL={portal.Address}");
                    if (portal.Username.Length > 0)
                    {
                        consoles.Line($"  {prefix}_USERNAME={portal.Username}");
                        consoles.Line($"  {prefix}_PASSWORD={portal.Password}");
                    }
                }

                consoles.Line("Ctrl+C ends them.");
                await stopped.Task;
            }
            finally
            {
                foreach (IDemoPortal portal in portals)
                {
                    await portal.DisposeAsync();
                }
            }

            return ExitCode.Done;
        });
        return command;
    }
}
