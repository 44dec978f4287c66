using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Discovery;

/// <summary>Says in one line what a script has thrown in discovery, and where.</summary>
internal static class ScriptFault
{
    /// <param name="thrown">What it has thrown.</param>
    /// <param name="page">Where it worked, or null.</param>
    public static string Of(Exception thrown, IPage? page)
    {
        string line = thrown.Message.Split('\n')[0].Trim();
        string what = thrown is ItemEndedException or PlaywrightException or TimeoutException ? line : $"{thrown.GetType().Name}: {line}";
        string?[] where = [FaultText.PlaceOf(thrown), AddressOf(page, what)];
        string[] known = [.. where.OfType<string>()];
        return known.Length == 0 ? what : $"{what} ({string.Join(", ", known)})";
    }

    private static string? AddressOf(IPage? page, string said)
    {
        string address = page?.Url.Split('?')[0] ?? "";
        return address is "about:blank" or "" || said.Contains(address, StringComparison.Ordinal) ? null : $"at {address}";
    }
}
