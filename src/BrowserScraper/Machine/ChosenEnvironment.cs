using System.Text.RegularExpressions;

namespace BrowserScraper.Machine;

/// <summary>
/// The variables that driver and browser are started with: what they need, and nothing else. Passwords and tokens that are set for this
/// program are none of theirs, and stand readable in /proc for as long as a process lives.
/// </summary>
internal static partial class ChosenEnvironment
{
    private static readonly HashSet<string> Exact = new(
    [
        "PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TMP", "TEMP", "USER", "LOGNAME", "SHELL", "TERM", "DEBUG", "CI",
        "DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LD_LIBRARY_PATH", "LD_PRELOAD", "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "FTP_PROXY", "DEBIAN_FRONTEND", "__CF_USER_TEXT_ENCODING",
        "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "OS", "USERPROFILE", "USERNAME", "USERDOMAIN", "COMPUTERNAME",
        "HOMEDRIVE", "HOMEPATH", "APPDATA",
        "LOCALAPPDATA", "PROGRAMDATA", "ALLUSERSPROFILE", "PUBLIC", "NUMBER_OF_PROCESSORS",
        "PW_LANG_NAME", "PW_LANG_NAME_VERSION", "PW_CLI_DISPLAY_VERSION",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whoever reads variables while a driver starts, or changes some for it, waits here for the other: a few milliseconds.
    /// </summary>
    public static Lock Gate { get; } = new();

    /// <summary>Whether driver and browser get a variable.</summary>
    public static bool Allows(string name) => Exact.Contains(name) || (Families().IsMatch(name) && !Secret().IsMatch(name));

    /// <summary>Takes everything else out.</summary>
    public static void Choose(IDictionary<string, string?> variables)
    {
        foreach (string name in variables.Keys.Where(name => !Allows(name)).ToArray())
        {
            variables.Remove(name);
        }
    }

    /// <summary>The names that are set now and allowed, and those that Playwright adds.</summary>
    public static IReadOnlyList<string> Names()
    {
        lock (Gate)
        {
            return [.. Environment.GetEnvironmentVariables().Keys.Cast<string>()
                .Concat(Exact.Where(name => name.StartsWith("PW_", StringComparison.Ordinal)))
                .Where(Allows).Distinct(StringComparer.Ordinal)];
        }
    }

    [GeneratedRegex(
        "^(?:LC|BROWSER_SCRAPER|XDG|FONTCONFIG|PLAYWRIGHT|NODE|DEBUG|GTK|GDK|QT|LIBGL|MESA|EGL|VK|CHROME|DYLD|PROCESSOR|"
        + "PROGRAM(?:FILES|W6432).*|COMMONPROGRAM(?:FILES|W6432).*)(?:_|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Families();

    [GeneratedRegex("TOKEN|SECRET|PASS|USERNAME|CREDENTIAL|AUTH|KEY", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
