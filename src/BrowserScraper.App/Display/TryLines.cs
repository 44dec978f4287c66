using BrowserScraper.Progress;

namespace BrowserScraper.App.Display;

/// <summary>Tells what happens in a trial, a line each, before its result is shown.</summary>
internal sealed class TryLines(ConsoleSet consoles) : IRunEventReader
{
    public void Read(RunEvent happened)
    {
        if (LineOf(happened) is { } line)
        {
            consoles.Line(line);
        }
    }

    // A fault is told with what it has ended; here the log alone has its stack.
    private static string? LineOf(RunEvent happened) => happened switch
    {
        RunEvent.Notice notice => notice.Text,
        RunEvent.HostAway away => away.Line,
        RunEvent.SignedIn signedIn =>
            $"SIGN-IN: {(signedIn.Generation == 1 ? "signed in" : "signed in again")} in {signedIn.Took.TotalSeconds:0.0} s",
        _ => null,
    };
}
