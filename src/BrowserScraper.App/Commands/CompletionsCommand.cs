using System.CommandLine;
using BrowserScraper.App.Display;

namespace BrowserScraper.App.Commands;

/// <summary>What a shell needs to complete this command line: it asks the program itself, by System.CommandLine's [suggest].</summary>
internal static class CompletionsCommand
{
    private const string Description = """
        Print what a shell needs to complete commands, options, scripts and jobs with the Tab key

        bash:       echo 'eval "$(scraper completions bash)"' >> ~/.bashrc
        zsh:        echo 'eval "$(scraper completions zsh)"' >> ~/.zshrc    (after compinit)
        fish:       scraper completions fish > ~/.config/fish/completions/scraper.fish
        PowerShell: Add-Content $PROFILE 'scraper completions powershell | Out-String | Invoke-Expression'
        """;

    private const string Bash = """
        _scraper_complete() {
            local rest=${COMP_LINE#* } found IFS=$'\n'
            found=$("${COMP_WORDS[0]}" "[suggest:$((COMP_POINT - ${#COMP_LINE} + ${#rest}))]" "$rest" 2>/dev/null)
            COMPREPLY=($(compgen -W "$found" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _scraper_complete scraper
        """;

    private const string Zsh = """
        _scraper_complete() {
            local rest="${BUFFER#* }"
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:$((CURSOR - (${#BUFFER} - ${#rest})))]" "$rest" 2>/dev/null)}")
            compadd -a found || _files
        }
        compdef _scraper_complete scraper
        """;

    private const string Fish = """
        function __scraper_complete
            set --local line (commandline --cut-at-cursor)
            set --local rest (string replace --regex '^\s*\S+\s' '' -- $line)
            scraper "[suggest:"(string length -- "$rest")"]" "$rest" 2>/dev/null
        end
        complete --command scraper --arguments '(__scraper_complete)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName scraper -ScriptBlock {
            param($word, $line, $position)
            $text = $line.ToString()
            $before = $text.IndexOf(' ') + 1
            $rest = $text.Substring($before).PadRight($position - $before)
            scraper "[suggest:$($position - $before)]" "$rest" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    public static Command Create(ConsoleSet consoles)
    {
        Argument<string> shell = new Argument<string>("shell") { Description = "bash, zsh, fish or powershell" }
            .AcceptOnlyFromAmong("bash", "zsh", "fish", "powershell");
        Command command = new("completions", Description) { shell };
        command.SetAction(parsed =>
        {
            consoles.Result(parsed.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, "fish" => Fish, _ => PowerShell });
            return ExitCode.Done;
        });
        return command;
    }
}
