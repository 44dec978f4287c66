#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Short names for the command line of BrowserScraper.
.DESCRIPTION
    ./run.ps1               the full job; goes on where a checkpoint exists
    ./run.ps1 test-10       10 items on 2 pages, PASS when all are done
    ./run.ps1 test-30       30 items on 2 pages, PASS at 85 %
    ./run.ps1 stress-100    100 items on 5 pages
    ./run.ps1 resume        goes on with a job that was begun
    ./run.ps1 test          the tests (dotnet test)
    ./run.ps1 doctor        this and everything else goes to the command line as it is

    Further arguments are passed on: ./run.ps1 test-10 --headless false
    Put an argument with a # or with numbers between commas in quotes: ./run.ps1 --fault 'hang=#3,#7'
    It runs in the folder of this script, where .env, data and logs are. The exit codes are those of docs/operating.md.
#>

# No param block: PowerShell would take options such as --max for its own.
$PSNativeCommandUseErrorActionPreference = $false

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('ERROR: dotnet is not on the PATH; install the .NET 10 SDK')
    exit 5
}

# a,b without quotes is a list to PowerShell. One of numbers is refused: of 01,02 only 1 and 2 are left by now.
$typed = @(foreach ($argument in $args) {
        if ($argument -isnot [array]) { $argument; continue }
        $text = $argument -join ','
        if (@($argument | Where-Object { $_ -isnot [string] }).Count -gt 0) {
            [Console]::Error.WriteLine("ERROR: put '$text' in quotes, as it was typed: PowerShell takes numbers with commas for a list")
            exit 2
        }
        $text
    })

$first = if ($typed.Count -gt 0) { [string]$typed[0] } else { 'full' }
$further = @($typed | Select-Object -Skip 1)
$cli = @('run', '--project', 'src/BrowserScraper.Cli', '--')

[string[]]$command = switch ($first) {
    { $_ -in 'full', 'test-10', 'test-30', 'stress-100' } { $cli + @('--profile', $first) + $further; break }
    'test' { @('test') + $further; break }
    default { $cli + $typed }
}

Push-Location -LiteralPath $PSScriptRoot
try {
    & dotnet @command
    $code = $LASTEXITCODE
}
finally {
    Pop-Location
}

exit $code
