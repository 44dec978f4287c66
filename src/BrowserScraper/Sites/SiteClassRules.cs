using System.Reflection;
using System.Text.RegularExpressions;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Settings;

namespace BrowserScraper.Sites;

/// <summary>What a site script's class must be, and what must stand on it. One line for each thing that is wrong.</summary>
internal static partial class SiteClassRules
{
    private const int LongestName = 60;

    /// <summary>Folders of DATA_DIR that belong to no job.</summary>
    private static readonly string[] OtherFolders = ["health", "service", "sessions"];

    /// <param name="type">The class.</param>
    /// <param name="byServices">A container makes it: any public constructor will do.</param>
    public static IReadOnlyList<string> ProblemsOf(Type type, bool byServices)
    {
        string named = Named(type);
        if (!type.IsSubclassOf(typeof(SiteScript)))
        {
            return [$"{named} is no site script; let it derive from SiteScript, or from OpenSiteScript where nobody signs in"];
        }

        List<string> problems = [];
        if (type.ContainsGenericParameters)
        {
            problems.Add($"{named} is generic, and nobody can know for which type; derive a class from it, and put [Site] there");
        }
        else if (type.IsAbstract)
        {
            problems.Add($"{named} is abstract; put [Site] on a class that derives from it");
        }
        else if (byServices ? type.GetConstructors().Length == 0 : ConstructorOf(type) is null)
        {
            problems.Add(byServices ? $"{named} has no public constructor"
                : $"{named} has no public constructor that takes SiteSettings alone, or nothing");
        }

        SiteAttribute? site = type.GetCustomAttribute<SiteAttribute>(inherit: false);
        OptionAttribute[] options = [.. type.GetCustomAttributes<OptionAttribute>()];
        problems.AddRange(site is null ? [Unmarked(type)] : OfSite(named, site, options));
        problems.AddRange(options.SelectMany(option => OptionRules.ProblemsOf(named, option)));
        problems.AddRange(
            from same in options.GroupBy(option => option.Name, StringComparer.OrdinalIgnoreCase)
            where same.Count() > 1
            select $"{named}: the option {OneLine.Quoted(same.Key ?? "")} is declared {same.Count()} times");
        return problems;
    }

    public static string Unmarked(Type type) => $"{Named(type)} has no [Site(\"its-name\", \"what it fetches\")] above it";

    /// <summary>The class as its author calls it: without its namespace, with the class around it.</summary>
    public static string Named(Type type)
    {
        string name = type.Name.Split('`')[0];
        return type is { IsNested: true, DeclaringType: { } around } ? $"{Named(around)}.{name}" : name;
    }

    /// <summary>The one that takes settings, or else the one that takes nothing; null where there is neither.</summary>
    public static ConstructorInfo? ConstructorOf(Type type) =>
        type.GetConstructor([typeof(SiteSettings)]) ?? type.GetConstructor(Type.EmptyTypes);

    /// <summary>Why no script can be called so; null where one can.</summary>
    public static string? ProblemOf(string name)
    {
        string quoted = $"the name '{OneLine.Quoted(name)}'";
        return !GoodName().IsMatch(name) ? $"{quoted} must be lower-case words joined by hyphens"
            : name.Length > LongestName ? $"{quoted} has {name.Length} characters, and {LongestName} are the most"
            : OtherFolders.Contains(name) || SafeFileName.Single(name) != name ? $"{quoted} cannot be a job's folder; choose another one"
            : OptionRules.HarnessSettings.Intersect(OwnSettings(name)).FirstOrDefault() is { } taken
                ? $"{quoted} would give it a setting {taken}, and the harness has one; choose another one"
            : null;
    }

    private static string[] OwnSettings(string name) =>
        [.. SettingsCatalog.ForScript(SiteScriptEntry.PrefixOf(name)).Select(setting => setting.Name)];

    private static IEnumerable<string> OfSite(string named, SiteAttribute site, OptionAttribute[] options)
    {
        string name = site.Name ?? "";
        if (ProblemOf(name) is { } problem)
        {
            yield return $"{named}: {problem}";
        }

        string[] own = OwnSettings(name);
        foreach (OptionAttribute option in options.Where(option => own.Contains(option.Name)))
        {
            yield return $"{named}: the option {option.Name} has the name of a setting that every script has; call it otherwise";
        }

        if (string.IsNullOrWhiteSpace(site.Description) || OneLine.Of(site.Description) != site.Description)
        {
            yield return $"{named}: its description must be one line that says what it fetches";
        }

        if (site.Request is { } request && options.FirstOrDefault(option => option.Name == request) is var about)
        {
            if (about is null)
            {
                yield return $"{named}: Request is '{OneLine.Quoted(request)}', and it has no [Option] of that name";
            }
            else if (about.Kind == SettingKind.Secret)
            {
                yield return $"{named}: Request is {request}, which is a secret; it would name the job's folder";
            }
        }
    }

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex GoodName();
}
