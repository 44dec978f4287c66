using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using BrowserScraper.Machine;
using BrowserScraper.Storage;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// Starts Playwright's driver with a chosen environment, which its browser inherits. Playwright itself gives it all of this process's.
/// Where there is a shell, the driver's Node is started by a few lines that pass on what is named in them; nothing changes in this process
/// but for the name of that Node. Elsewhere what is not for the driver is taken out of this process's own variables while the driver is
/// started, and put back.
/// </summary>
internal static partial class DriverProcess
{
    private const string NodePath = "PLAYWRIGHT_NODEJS_PATH";
    private const string SearchPath = "PLAYWRIGHT_DRIVER_SEARCH_PATH";
    private const string Shell = "/bin/sh";
    private const string Env = "/usr/bin/env";
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static async Task<IPlaywright> StartAsync()
    {
        if (!OperatingSystem.IsWindows() && GivenNode() is null && OwnNode() is { } own)
        {
            NodeMode.Open(own);
        }

        if (!OperatingSystem.IsWindows() && File.Exists(Shell) && File.Exists(Env) && (GivenNode() ?? OwnNode()) is { } node
            && Written(node) is { } script)
        {
            try
            {
                return await StartedWith(new Dictionary<string, string?>(StringComparer.Ordinal) { [NodePath] = script });
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // The user's folder is one whose programs may not be run.
            }
        }

        IEnumerable<string> others = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => !ChosenEnvironment.Allows(name));
        return await StartedWith(others.ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal));
    }

    /// <summary>
    /// The Node that the operator has named; null for the driver's own. While another driver starts, its own lines are named there.
    /// </summary>
    public static string? GivenNode()
    {
        lock (ChosenEnvironment.Gate)
        {
            return Environment.GetEnvironmentVariable(NodePath) is { Length: > 0 } given ? given : null;
        }
    }

    /// <summary>The driver's own Node, as Playwright finds it; null where it is not there.</summary>
    private static string? OwnNode()
    {
        string root = Environment.GetEnvironmentVariable(SearchPath) is { Length: > 0 } search ? search : AppContext.BaseDirectory;
        string platform =
            $"{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-"
                + $"{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        string path = Path.Combine(root, ".playwright", "node", platform, "node");
        return File.Exists(path) ? path : null;
    }

    /// <summary>Playwright starts the process before its first wait, so these are in force for that moment only.</summary>
    private static Task<IPlaywright> StartedWith(Dictionary<string, string?> changes)
    {
        lock (ChosenEnvironment.Gate)
        {
            KeepConsole();
            Dictionary<string, string?> before =
                changes.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable, StringComparer.Ordinal);
            Set(changes);
            try
            {
                return Playwright.CreateAsync();
            }
            finally
            {
                Set(before);
            }
        }
    }

    /// <summary>
    /// Playwright sets Console.OutputEncoding while it starts the driver, which flushes both writers under a lock that whoever writes at
    /// that moment waits for, while it waits for the writer: neither goes on (https://github.com/dotnet/runtime/issues/83723). Writers that
    /// were set are left alone, so they are set, to themselves.
    /// </summary>
    private static void KeepConsole()
    {
        Console.SetOut(Console.Out);
        Console.SetError(Console.Error);
    }

    private static void Set(Dictionary<string, string?> variables)
    {
        foreach ((string name, string? value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    // It holds names and no values, and stays where it is: the next start finds it. Only its owner may read or change it.
    [UnsupportedOSPlatform("windows")]
    private static string? Written(string node)
    {
        IEnumerable<string> kept = ChosenEnvironment.Names().Where(name => Name().IsMatch(name) && name != NodePath)
            .Order(StringComparer.Ordinal)
            .Select(name => $"${{{name}+\"{name}=${name}\"}}");
        string text =
            $"#!{Shell}\nexec {Env} -i {string.Join(' ', kept)} '{node.Replace("'", "'\\''", StringComparison.Ordinal)}' \"$@\"\n";
        string home = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (home.Length == 0)
        {
            return null;
        }

        try
        {
            string folder = Path.Combine(home, "BrowserScraper", "start");
            string path = Path.Combine(folder, $"node-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}");
            if (!File.Exists(path) || File.ReadAllText(path) != text)
            {
                Directory.CreateDirectory(folder, OwnersOnly);
                string written = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():n}";
                File.WriteAllText(written, text);
                File.SetUnixFileMode(written, OwnersOnly);
                File.Move(written, path, overwrite: true);
            }

            return path;
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            return null;
        }
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
