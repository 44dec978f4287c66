using System.Diagnostics;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper;

/// <summary>Says in one line what a script has thrown, and where.</summary>
internal static class ScriptFault
{
    /// <param name="thrown">What it has thrown.</param>
    /// <param name="script">The script.</param>
    /// <param name="page">Where it worked, or null.</param>
    public static string Of(Exception thrown, SiteScript script, IPage? page)
    {
        string line = thrown.Message.Split('\n')[0].Trim();
        string what = thrown is ItemEndedException or PlaywrightException or TimeoutException ? line : $"{thrown.GetType().Name}: {line}";
        string?[] where = [LineOf(thrown, script), AddressOf(page, what)];
        string[] known = [.. where.OfType<string>()];
        return known.Length == 0 ? what : $"{what} ({string.Join(", ", known)})";
    }

    private static string? AddressOf(IPage? page, string said)
    {
        string address = page?.Url.Split('?')[0] ?? "about:blank";
        return address is "about:blank" or "" || said.Contains(address, StringComparison.Ordinal) ? null : $"at {address}";
    }

    // The first place in the script's own assembly: what it called in the harness stands above that.
    private static string? LineOf(Exception thrown, SiteScript script)
    {
        StackFrame? place = new StackTrace(thrown, fNeedFileInfo: true).GetFrames().FirstOrDefault(frame =>
            frame.GetFileLineNumber() > 0 && frame.GetMethod()?.DeclaringType?.Assembly == script.GetType().Assembly);
        return place is null ? null : $"{Path.GetFileName(place.GetFileName())}:{place.GetFileLineNumber()}";
    }
}
