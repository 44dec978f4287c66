using System.Reflection;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Shapes;

/// <summary>What a site may be like, as a script to fill in. <c>dotnet new browserscraper-site</c> writes the same texts.</summary>
/// <param name="Name">As <c>--template</c> takes it.</param>
internal sealed record SiteShape(string Name)
{
    /// <summary>What stands before each place that is to be filled in.</summary>
    public const string Mark = "FILL IN";

    private const string Resources = "shapes/";

    /// <summary>The first is what is written where none is chosen.</summary>
    public static IReadOnlyList<SiteShape> All { get; } = [new("links"), new("clicks"), new("open"), new("query")];

    /// <summary>One sentence, which is the first comment of the script.</summary>
    public string Description => Raw.Split('\n').First(line => line.StartsWith("// ", StringComparison.Ordinal))["// ".Length..];

    /// <summary>How many places are to be filled in.</summary>
    public int Marks => Raw.Split($"// {Mark}: ").Length - 1;

    /// <summary>Whether somebody has to sign in.</summary>
    public bool NeedsSignIn => Raw.Contains("SignInAsync", StringComparison.Ordinal);

    private string Raw { get; } = $"{Read("start")}\n{Read(Name)}";

    /// <summary>The one of that name; the first where none is named.</summary>
    /// <exception cref="RunStopException">There is none of that name.</exception>
    public static SiteShape Of(string? name) => name is null ? All[0] : All.FirstOrDefault(each => each.Name == name)
        ?? throw new RunStopException(StopReason.BadUsage,
            $"new: there is no template '{OneLine.Quoted(name)}'; templates: {string.Join(", ", All.Select(each => each.Name))}");

    /// <summary>The script's text for a site.</summary>
    public string For(NewSite site) => Raw
        .Replace("VERSION", Version(), StringComparison.Ordinal)
        .Replace("my-site", site.Name, StringComparison.Ordinal)
        .Replace("MySite", site.ClassName, StringComparison.Ordinal);

    private static string Read(string name)
    {
        using StreamReader text = new(typeof(SiteShape).Assembly.GetManifestResourceStream($"{Resources}{name}.cs")!);
        return text.ReadToEnd().ReplaceLineEndings("\n");
    }

    // Without the commit, which no package is called by.
    private static string Version() =>
        typeof(SiteShape).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
