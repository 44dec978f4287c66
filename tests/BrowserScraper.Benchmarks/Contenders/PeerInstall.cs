using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>Installs what the peers need beside the program, from their lock file, once for each content of it.</summary>
internal static class PeerInstall
{
    private static readonly string Folder = System.IO.Path.Combine(AppContext.BaseDirectory, "Peers");

    private static readonly Lazy<Task> Installed = new(InstallAsync);

    public static string Path(string file) => System.IO.Path.Combine(Folder, file);

    /// <exception cref="InvalidOperationException">There is no npm, or it could not install them.</exception>
    public static Task EnsureAsync() => Installed.Value;

    private static async Task InstallAsync()
    {
        string mark = System.IO.Path.Combine(Folder, "node_modules", ".installed-from");
        string lockFile = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path("package-lock.json"))));
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == lockFile)
        {
            return;
        }

        Console.WriteLine("  installing the peers: npm ci");

        // Their install scripts would fetch browsers; everybody gets ours.
        string[] install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        ProcessStartInfo start = OperatingSystem.IsWindows() ? new("cmd.exe", ["/c", "npm", .. install]) : new("npm", install);
        start.WorkingDirectory = Folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            using Process npm = Process.Start(start)!;
            Task<string> output = npm.StandardOutput.ReadToEndAsync();
            string error = await npm.StandardError.ReadToEndAsync();
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0)
            {
                throw new InvalidOperationException($"npm ci in {Folder} ended with exit code {npm.ExitCode}:\n{await output}{error}");
            }
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("the peers need Node and npm on PATH; without them take --contenders ours,dotnet", missing);
        }

        await File.WriteAllTextAsync(mark, lockFile);
    }
}
