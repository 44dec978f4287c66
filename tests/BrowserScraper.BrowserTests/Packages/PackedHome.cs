using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests.Packages;

/// <summary>
/// An empty home of somebody who has only the SDK, and all packages in a folder as feed: packed from what this build has made, the tool for
/// this platform alone.
/// </summary>
public sealed class PackedHome : IDisposable
{
    private readonly TemporaryFolder root = new();
    private readonly Lazy<Task> packed;

    public PackedHome() => packed = new(PackAsync);

    /// <summary>Where the packages lie.</summary>
    public string Feed => root["feed"];

    /// <summary>The version that all of them have.</summary>
    public static string Version { get; } = typeof(PackedHome).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>This machine's, as the tool's package is called.</summary>
    public static string Platform { get; } = (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    public void Dispose() => root.Dispose();

    /// <summary>An empty folder of the home.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Home, name)).FullName;

    /// <summary>Carries out a command line in a folder of the home, and waits for its end.</summary>
    internal async Task<ShellCommand> RunAsync(string folder, string line)
    {
        await packed.Value;
        return await ShellCommand.RunAsync(folder, AtHome(), line);
    }

    /// <summary>Begins a command line in a folder of the home.</summary>
    internal async Task<ShellCommand> StartAsync(string folder, string line)
    {
        await packed.Value;
        return ShellCommand.Start(folder, AtHome(), line);
    }

    private string Home => root["home"];

    private async Task PackAsync()
    {
        string configuration = typeof(PackedHome).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        ShellCommand pack = await ShellCommand.RunAsync(
            Repository, Environments(),
            $"dotnet pack BrowserScraper.sln -c {configuration} -o {Feed} -v q -p:ToolPlatforms={Platform}");
        pack.AssertExit(0);
        Directory.CreateDirectory(Home);
        await SetUpFeedAsync();
    }

    // The machine's own feeds, by which others' packages come where its own folder of packages lacks one.
    private async Task SetUpFeedAsync()
    {
        ShellCommand asked = await ShellCommand.RunAsync(Repository, Environments(), "dotnet nuget locals global-packages --list");
        string packages = asked.Output.Split(':', 2)[1].Trim();
        string user = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "NuGet", "NuGet.Config");
        if (File.Exists(user))
        {
            string own = Path.Combine(Home, ".nuget", "NuGet");
            Directory.CreateDirectory(own);
            File.Copy(user, Path.Combine(own, "NuGet.Config"));
        }

        // Ours of another day may lie there, in the same version, and would be taken before those of the feed.
        string fallback = Directory.EnumerateDirectories(packages, "browserscraper*").Any() ? ""
            : $"""<fallbackPackageFolders><add key="machine" value="{packages}" /></fallbackPackageFolders>""";
        await File.WriteAllTextAsync(Path.Combine(Home, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{Feed}" /></packageSources>
              {fallback}
            </configuration>
            """);
    }

    private Dictionary<string, string?> AtHome()
    {
        Dictionary<string, string?> all = Environments();
        all["HOME"] = all["USERPROFILE"] = all["DOTNET_CLI_HOME"] = Home;
        all["PATH"] = $"{Path.Combine(Home, ".dotnet", "tools")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        all["PLAYWRIGHT_BROWSERS_PATH"] = Environment.GetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "ms-playwright");
        foreach (string variable in (string[])["NUGET_PACKAGES", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"])
        {
            all[variable] = null;
        }

        return all;
    }

    // What stays behind a build would hold its output open, and this folder.
    private static Dictionary<string, string?> Environments() => new(StringComparer.Ordinal)
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
    };

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
