using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Browsers;

/// <summary>
/// Who may start the driver's Node. Packages are unpacked with programs that their owner alone may start, and then a tool that somebody has
/// installed for all is of no use to the others.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class NodeMode
{
    private const int Executable = 1; // X_OK

    private static readonly (UnixFileMode Reads, UnixFileMode Starts)[] Others =
    [
        (UnixFileMode.GroupRead, UnixFileMode.GroupExecute), (UnixFileMode.OtherRead, UnixFileMode.OtherExecute),
    ];

    /// <summary>Whoever may read it may start it from now on, where this user is the one who can change that.</summary>
    /// <param name="node">The file.</param>
    /// <exception cref="RunStopException">This user may not start it; the message says what its owner has to type.</exception>
    public static void Open(string node)
    {
        UnixFileMode mode = File.GetUnixFileMode(node);
        UnixFileMode open = Others.Where(each => mode.HasFlag(each.Reads)).Aggregate(mode, (all, each) => all | each.Starts);
        try
        {
            if (open != mode && mode.HasFlag(UnixFileMode.UserExecute))
            {
                File.SetUnixFileMode(node, open);
            }
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            // It is somebody else's.
        }

        if (Access(node, Executable) != 0)
        {
            throw new RunStopException(
                StopReason.MachineLacks,
                $"this user may not start {node}, which drives the browser; whoever has installed it types: chmod a+x '{node}'");
        }
    }

    [DllImport("libc", EntryPoint = "access")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
