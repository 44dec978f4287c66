using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;

namespace BrowserScraper.App.Commands;

/// <summary>The command line as a whole.</summary>
internal static class Root
{
    private const string Description = """
        BrowserScraper: finishes work that needs a signed-in browser, one item after the other, on many pages of one session.

        The commands of a first day:
          scraper new my-site          write my-site.cs, a site script with the places to fill in
          scraper try my-site.cs       sign in, and show the first page of the list; --watch: again at each save
          scraper run my-site.cs       the job; stop it with Ctrl+C at any time, the same command goes on
          scraper report --open        what came, what is missing, and why
          scraper doctor my-site.cs    whether this machine has all that a run needs, and the site lets you in

        Without a command it runs the full job of the first script; where a checkpoint exists, it goes on from there.
        scraper stands for the installed tool, for a program with sites of its own, and, in the folder of a clone, for
        dotnet run --project src/BrowserScraper.Cli --

        Settings: command line > profile > environment > .env > the script's defaults > defaults. All are in .env.example.
        Exit codes: 0 all done, or PASS; 1 finished with failures; 2 bad usage or settings; 3 sign-in refused;
        4 job time limit, resumable; 5 the machine lacks something; 6 a defect, see the log;
        7 interrupted while other machines go on with the job; 130 interrupted, resumable.
        """;

    /// <param name="consoles">Where all of them write.</param>
    /// <param name="line">What they are about.</param>
    /// <param name="further">Commands that this library does not have.</param>
    public static RootCommand Create(ConsoleSet consoles, CommandLine line, IReadOnlyList<Command> further)
    {
        RunOptions options = new(line);
        RootCommand root = new(Description)
        {
            RunCommand.Create(consoles, options),
            TryCommand.Create(consoles, options),
            ResumeCommand.Create(consoles, options),
            RetryCommand.Create(consoles, options),
            AddCommand.Create(consoles, options),
            VerifyCommand.Create(consoles, options),
            ScriptsCommand.Create(consoles, line),
            JobsCommand.Create(consoles, options),
            SourcesCommand.Create(consoles, options),
            ReportCommand.Create(consoles, options),
            ExportCommand.Create(consoles, options),
            MachinesCommand.Create(consoles, options),
            StoreCommand.Create(consoles, options),
            ServeCommand.Create(consoles, options),
            DoctorCommand.Create(consoles, options),
            InstallBrowserCommand.Create(consoles, options),
            CompletionsCommand.Create(consoles),
        };
        foreach (Command command in further)
        {
            root.Subcommands.Add(command);
        }

        root.HelpName = "scraper";
        options.AddTo(root);
        RefuseOptionsAsNames(root);
        CompleteNames(root, line.Scripts);
        TakePathsForNames(root, line.Scripts);
        root.SetAction((parsed, _) => new RunExecution(consoles, TimeProvider.System).RunAsync(options.Read(parsed, script: null)));
        return root;
    }

    /// <summary>Whether these arguments, if there is nothing wrong with them, begin a run at once.</summary>
    public static bool IsForRun(IReadOnlyList<string> args) =>
        (args is [] or ["run" or "resume" or "retry" or "try", ..] || args[0].StartsWith('-'))
        && !args.Any(each => each is "--help" or "-h" or "-?" or "--version" || each.StartsWith('['));

    /// <summary>A shell that asks what may stand for a script, or for a job, which most often has the script's name.</summary>
    private static void CompleteNames(Command command, IScripts scripts)
    {
        foreach (Argument argument in command.Arguments.Where(argument => argument.Name is "script" or "job"))
        {
            argument.CompletionSources.Add(_ => scripts.All.Select(entry => new CompletionItem(entry.Name)));
        }

        foreach (Command below in command.Subcommands)
        {
            CompleteNames(below, scripts);
        }
    }

    /// <summary>Whatever takes the name of a script, or of its job, takes the path of its file as well.</summary>
    private static void TakePathsForNames(Command command, IScripts scripts)
    {
        foreach (Argument<string?> argument in command.Arguments.OfType<Argument<string?>>().Where(each => each.Name is "job" or "script"))
        {
            argument.CustomParser = result => result.Tokens is not [{ Value: var given }, ..] ? null
                : given.AsSpan().ContainsAny('/', '\\', '.') ? scripts.NameOf(given) : given;
        }

        foreach (Command below in command.Subcommands)
        {
            TakePathsForNames(below, scripts);
        }
    }

    /// <summary>An option that a command does not have would pass for a job's name, and what follows it would be blamed.</summary>
    private static void RefuseOptionsAsNames(Command command)
    {
        foreach (Argument argument in command.Arguments)
        {
            argument.Validators.Add(result =>
            {
                foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith('-')))
                {
                    result.AddError($"{command.Name}: there is no option {token.Value}");
                }
            });
        }

        foreach (Command below in command.Subcommands)
        {
            RefuseOptionsAsNames(below);
        }
    }
}
