using System.Runtime.InteropServices;

namespace BrowserScraper.App.Running;

/// <summary>Signals to other processes, with Linux's numbers; .NET itself sends none but the kill.</summary>
internal static class Signal
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <returns>False where the process is gone already.</returns>
    public static bool Send(int process, int signal) => SendNative(process, signal) == 0;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendNative(int process, int signal);
}
