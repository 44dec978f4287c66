using System.Runtime.InteropServices;

namespace BrowserScraper.Cli.Scripting;

/// <summary>What .NET itself does not tell of a file: its owner, and whether it is one. Windows has neither question.</summary>
internal static class UnixFile
{
    private const int Success = 0;
    private const int KindMask = 0xF000;
    private const int Ordinary = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>False for pipes, devices and the like; true where that cannot be told.</summary>
    public static bool IsOrdinary(string path) => OperatingSystem.IsWindows()
        || StatusOf(path, followLinks: true) is not { } status || (status.Mode & KindMask) == Ordinary;

    /// <summary>Whether this is a folder, and no link to one, that belongs to the user of this process.</summary>
    public static bool IsOwnFolder(string path) =>
        StatusOf(path, followLinks: false) is { } status && (status.Mode & KindMask) == Folder && status.User == EffectiveUser();

    private static FileStatus? StatusOf(string path, bool followLinks)
    {
        try
        {
            FileStatus status = default;
            int answer = followLinks ? Stat(path, ref status) : LinkStat(path, ref status);
            return answer == Success ? status : null;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return null; // a .NET that has no such function any more: nothing is known
        }
    }

    // .NET's own layer over the many forms that stat has; libc's differ between systems and processors.
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, ref FileStatus status);

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_LStat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LinkStat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, ref FileStatus status);

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_GetEUid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();

    /// <summary>The beginning of what is told; the rest is room.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct FileStatus
    {
        public int Flags;
        public int Mode;
        public uint User;
    }
}
