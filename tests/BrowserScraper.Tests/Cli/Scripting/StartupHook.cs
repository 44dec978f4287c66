using System.Diagnostics.CodeAnalysis;

/// <summary>
/// What .NET calls before a program where DOTNET_STARTUP_HOOKS names this assembly: leaves the names of all assemblies that the program
/// has loaded by its end.
/// </summary>
[SuppressMessage("Design", "MA0047", Justification = "its name is .NET's")]
[SuppressMessage("Design", "CA1050", Justification = "its name is .NET's")]
[SuppressMessage("Style", "IDE0130", Justification = "its name is .NET's")]
internal static class StartupHook
{
    public const string Variable = "BROWSERSCRAPER_TEST_LOADED";

    public static void Initialize() => AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllLines(
        Environment.GetEnvironmentVariable(Variable)!, AppDomain.CurrentDomain.GetAssemblies().Select(each => each.GetName().Name!));
}
