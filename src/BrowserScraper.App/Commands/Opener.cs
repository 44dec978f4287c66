using System.ComponentModel;
using System.Diagnostics;
using BrowserScraper.Items;

namespace BrowserScraper.App.Commands;

/// <summary>Shows a file with what the platform has for it.</summary>
internal static class Opener
{
    /// <exception cref="RunStopException">This machine has nothing to show it with.</exception>
    public static void Open(string path)
    {
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new(path) { UseShellExecute = true } : new(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [path]);
        try
        {
            using Process? opened = Process.Start(start);
        }
        catch (Win32Exception missing)
        {
            throw new RunStopException(
                StopReason.MachineLacks, $"{start.FileName} cannot be started ({missing.Message}); open {path} yourself", missing);
        }
    }
}
