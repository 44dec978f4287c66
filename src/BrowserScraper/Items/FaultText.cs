using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Playwright;

namespace BrowserScraper.Items;

/// <summary>
/// Puts an exception that nobody foresaw into one line: its type, what it says first, and the line of the script that it came from.
/// </summary>
internal static class FaultText
{
    private static readonly string[] OfOthers = ["System", "Microsoft", "BrowserScraper"];

    /// <summary>Such as <c>NullReferenceException: Object reference not set to an instance of an object. (MySite.cs:42)</c>.</summary>
    public static string Of(Exception exception) => $"{exception.GetType().Name}: {Placed(exception)}";

    /// <summary>The same without the type, for exceptions whose message says enough.</summary>
    public static string Placed(Exception exception)
    {
        string line = exception.Message.Split('\n')[0].Trim();
        return PlaceOf(exception) is { } place ? $"{line} ({place})" : line;
    }

    /// <summary>
    /// File and line of the innermost frame that is the script's, or else of the innermost that is known; null where none is.
    /// </summary>
    public static string? PlaceOf(Exception exception)
    {
        StackFrame[] known = [.. Frames(exception)];
        return (known.FirstOrDefault(IsOfScript) ?? known.FirstOrDefault(IsOurs)) is { } place ? Text(place) : null;
    }

    /// <summary>File and line of the innermost frame that is the script's; null where none is known.</summary>
    public static string? LineOf(Exception exception) =>
        Frames(exception).FirstOrDefault(IsOfScript) is { } place ? Text(place) : null;

    /// <summary>Whether it is a defect of the script: neither the site's, nor the browser's, nor the network's.</summary>
    public static bool IsScripts([NotNullWhen(true)] Exception? exception) =>
        exception is not (null or ItemEndedException or PlaywrightException or TimeoutException or HttpRequestException or IOException
            or OperationCanceledException or ObjectDisposedException);

    /// <summary>The same for all that one line throws, whatever item it names.</summary>
    public static string KindOf(Exception exception) => $"{exception.GetType().Name} {PlaceOf(exception) ?? exception.Message}";

    /// <summary>An exception with its causes, the first cause first: it is nearer to the line than what was made of it.</summary>
    public static IReadOnlyCollection<Exception> Causes(Exception exception)
    {
        Stack<Exception> chain = new();
        for (Exception? each = exception; each is not null; each = each.InnerException)
        {
            chain.Push(each);
        }

        return chain;
    }

    private static IEnumerable<StackFrame> Frames(Exception exception) => Causes(exception)
        .SelectMany(each => new StackTrace(each, fNeedFileInfo: true).GetFrames()).Where(frame => frame.GetFileName() is not null);

    private static string Text(StackFrame place) => $"{Path.GetFileName(place.GetFileName())}:{place.GetFileLineNumber()}";

    private static bool IsOfScript(StackFrame frame) =>
        AssemblyOf(frame) is { } name && !OfOthers.Contains(name) && !OfOthers.Take(2).Contains(name.Split('.')[0]);

    private static bool IsOurs(StackFrame frame) => AssemblyOf(frame) == "BrowserScraper";

    private static string? AssemblyOf(StackFrame frame) => frame.GetMethod()?.Module.Assembly.GetName().Name;
}
