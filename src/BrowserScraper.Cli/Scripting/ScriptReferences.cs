using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Scripting;

/// <summary>
/// What a script is compiled against: .NET, and ours with what programs that refer to our packages get by that. Nothing else of what this
/// program has, so that the same file compiles by <c>dotnet run</c>, too.
/// </summary>
internal sealed class ScriptReferences
{
    /// <summary>Ours that every script has, by the names of their packages.</summary>
    public static readonly IReadOnlyList<string> OfEveryScript = ["BrowserScraper", "BrowserScraper.App"];

    /// <summary>What .NET's own assemblies are signed with; packages that add to .NET have others.</summary>
    private static readonly string[] KeysOfDotNet = ["7CEC85D7BEA7798E", "B03F5F7F11D50A3A", "B77A5C561934E089", "CC7B13FFCD2DDD51"];

    private readonly Dictionary<string, string> byName;
    private readonly string folderOfDotNet;

    /// <exception cref="RunStopException">This program has no files that could be referred to.</exception>
    public ScriptReferences()
    {
        string core = typeof(object).Assembly.Location;
        folderOfDotNet = core.Length > 0 ? Path.GetDirectoryName(core)! : throw new RunStopException(
            StopReason.MachineLacks, "scripts cannot be compiled by a program that is published as a single file; publish it as a folder");
        byName = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(file => file.Length > 0)
            .DistinctBy(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase) // .NET's core is listed twice
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The files of .NET's assemblies.</summary>
    public IReadOnlyList<string> OfDotNet() => [.. byName.Values.Where(IsOfDotNet)];

    /// <summary>The files of ours, and of all that they need besides .NET.</summary>
    /// <param name="packages">The names of our packages; those that this program does not have are left out.</param>
    public IReadOnlyList<string> OfOurs(IEnumerable<string> packages)
    {
        HashSet<string> files = new(StringComparer.Ordinal);
        Queue<string> open = new(packages);
        while (open.TryDequeue(out string? name))
        {
            if (byName.TryGetValue(name, out string? file) && !IsOfDotNet(file) && files.Add(file))
            {
                foreach (string needed in NeededBy(file))
                {
                    open.Enqueue(needed);
                }
            }
        }

        return [.. files];
    }

    // Where .NET is published with this program, its assemblies lie beside all others.
    private bool IsOfDotNet(string file) => Path.GetDirectoryName(file) == folderOfDotNet
        && (folderOfDotNet != Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)
            || KeysOfDotNet.Contains(Convert.ToHexString(AssemblyName.GetAssemblyName(file).GetPublicKeyToken() ?? [])));

    private static string[] NeededBy(string file)
    {
        using PEReader image = new(File.OpenRead(file));
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(each => metadata.GetString(metadata.GetAssemblyReference(each).Name))];
    }
}
