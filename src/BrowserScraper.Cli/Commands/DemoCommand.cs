using System.CommandLine;
using System.Runtime.InteropServices;
using BrowserScraper.Cli.Display;
using BrowserScraper.DemoSites.Dealer;

namespace BrowserScraper.Cli.Commands;

internal static class DemoCommand
{
    public static Command Create(ConsoleSet consoles)
    {
        Option<int> port = new("--port") { Description = "the port to listen on; 0 = a free one", HelpName = "N", DefaultValueFactory = _ => 0 };
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
            await using DealerPortal portal = await options.Read(parsed).StartAsync(parsed.GetValue(port), CancellationToken.None);
            consoles.Line($"Dealer portal with {portal.Vehicles.Count} vehicles:");
            consoles.Line($"  DEALER_INVENTORY_URL={portal.Address}");
            consoles.Line($"  DEALER_INVENTORY_USERNAME={portal.Username}");
            consoles.Line($"  DEALER_INVENTORY_PASSWORD={portal.Password}");
            consoles.Line("Ctrl+C ends it.");
            await stopped.Task;
            return ExitCode.Done;
        });
        return command;
    }
}
