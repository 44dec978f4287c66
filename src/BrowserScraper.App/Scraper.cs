using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BrowserScraper.App.Commands;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Run;
using BrowserScraper.Sites;

namespace BrowserScraper.App;

/// <summary>The command line as a library: a program with site scripts of its own has all the commands of the tool.</summary>
public static class Scraper
{
    /// <summary>Carries out a command line for one site, such as <c>run --max 5</c> or <c>report --open</c>.</summary>
    /// <param name="args">As the program was given them. None: the site's full job.</param>
    /// <returns>The exit code, as docs/operating.md lists them. Nothing foreseeable is thrown.</returns>
    /// <remarks>Once in a process; it takes over Ctrl+C and the console.</remarks>
    public static Task<int> RunAsync<TSite>(string[] args)
        where TSite : SiteScript => RunAsync(args, typeof(TSite));

    /// <summary>Carries out a command line for several sites.</summary>
    /// <param name="args">As the program was given them.</param>
    /// <param name="sites">Classes of site scripts; the first is what runs when none is named.</param>
    /// <inheritdoc cref="RunAsync{TSite}"/>
    public static Task<int> RunAsync(string[] args, params Type[] sites)
    {
        if (!JsonSerializer.IsReflectionEnabledByDefault || !RuntimeFeature.IsDynamicCodeSupported)
        {
            Console.Error.WriteLine(
                "ERROR: this program is set to be compiled ahead of time, as a file that `dotnet run` starts is by default, and the "
                    + "harness reads types while it runs; put this line below `#:package`: #:property PublishAot=false");
            return Task.FromResult(ExitCode.BadUsage);
        }

        return RunAsync(args, () => new(new GivenScripts([.. sites.Select(site => SiteScriptEntry.Of(site))])), (_, _) => []);
    }

    /// <param name="args">As the program was given them.</param>
    /// <param name="open">The scripts and the demo portals; what is wrong with them is told as any other mistake.</param>
    /// <param name="further">Commands that the library does not have.</param>
    internal static async Task<int> RunAsync(
        string[] args, Func<CommandLine> open, Func<ConsoleSet, CommandLine, IReadOnlyList<Command>> further)
    {
        using ConsoleSet consoles = ConsoleSet.Standard();
        if (Root.IsForRun(args))
        {
            JobRunner.BeginEarly(); // a tenth of a second before the command line is read
        }

        try
        {
            await using CommandLine line = open();
            RootCommand root = Root.Create(consoles, line, further(consoles, line));
            ParseResult parsed = root.Parse(args);
            if (parsed.Errors.Count > 0)
            {
                foreach (ParseError error in parsed.Errors)
                {
                    consoles.Error(OneLine.Quoted(error.Message));
                }

                consoles.Error("see --help");
                return ExitCode.BadUsage;
            }

            // Signals are the run's own: a stop has to save first.
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (RunStopException stop)
        {
            consoles.Error(stop.Message);
            return ExitCode.Of(stop.Reason);
        }
        catch (OperationCanceledException)
        {
            consoles.Error("interrupted before the run began");
            return ExitCode.Interrupted;
        }
        catch (IOException trouble)
        {
            // What the disk refuses has its one line; a stack trace would hide it.
            consoles.Error(trouble.Message);
            return ExitCode.MachineLacks;
        }
        catch (Exception fault)
        {
            consoles.Error(fault.ToString()); // a defect, and no run whose log could have its stack
            return ExitCode.Fault;
        }
    }
}
