using System.Reflection;
using BrowserScraper.Items;

namespace BrowserScraper.Sites;

/// <summary>Reads what stands on the classes of site scripts. None of their code runs.</summary>
internal static class SiteClass
{
    /// <summary>The entry of a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="origin">Where it comes from; null for its assembly's name.</param>
    /// <param name="byServices">Makes the script where a container does that, with whatever constructor it has; null for its own.</param>
    /// <exception cref="RunStopException">Something is wrong with the class.</exception>
    public static SiteScriptEntry Read(Type type, string? origin, Func<SiteSettings, SiteScript>? byServices)
    {
        string where = origin ?? AssemblyOf(type.Assembly);
        return Problems(type, byServices is not null) is { Count: > 0 } problems
            ? throw Wrong(where, problems) : EntryOf(type, where, byServices);
    }

    /// <summary>The entries of all classes of an assembly that are meant to be one.</summary>
    /// <exception cref="RunStopException">Something is wrong with one of them.</exception>
    public static IReadOnlyList<SiteScriptEntry> ReadAll(Assembly assembly, string? origin)
    {
        string where = origin ?? AssemblyOf(assembly);
        Type[] types = [.. TypesOf(assembly, where).Where(IsMeant).OrderBy(type => type.FullName, StringComparer.Ordinal)];
        string[] problems = [.. types.SelectMany(type => Problems(type, byServices: false))];
        if (problems.Length > 0)
        {
            throw Wrong(where, problems);
        }

        SiteScriptEntry[] entries =
            [.. types.Select(type => EntryOf(type, where, byServices: null)).OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        SiteScriptRegistry.RefuseTwins(entries);
        return entries;
    }

    /// <summary>The name that stands on a script's class.</summary>
    /// <exception cref="RunStopException">None does.</exception>
    public static string NameOf(Type type) => type.GetCustomAttribute<SiteAttribute>(inherit: false)?.Name
        ?? throw Wrong(AssemblyOf(type.Assembly), [SiteClassRules.Unmarked(type)]);

    /// <summary>Whether a script's class, as far as it is one, has somebody sign in.</summary>
    public static bool SignsIn(Type type) => !type.IsSubclassOf(typeof(OpenSiteScript));

    private static IReadOnlyList<string> Problems(Type type, bool byServices)
    {
        try
        {
            return SiteClassRules.ProblemsOf(type, byServices);
        }
        catch (Exception exception) when (exception is CustomAttributeFormatException or TypeLoadException or IOException
            or BadImageFormatException or MissingMemberException or ArgumentException)
        {
            return [$"the attributes of {SiteClassRules.Named(type)} cannot be read: {FaultText.Of(exception)}"];
        }
    }

    private static SiteScriptEntry EntryOf(Type type, string where, Func<SiteSettings, SiteScript>? byServices)
    {
        SiteAttribute site = type.GetCustomAttribute<SiteAttribute>(inherit: false)!;
        return new(site.Name, site.Description, byServices ?? MakerOf(type))
        {
            Origin = where,
            ClassName = SiteClassRules.Named(type),
            Options = [.. type.GetCustomAttributes<OptionAttribute>().Select(OptionRules.Defined)],
            Request = site.Request,
            NeedsSignIn = SignsIn(type),
        };
    }

    private static Func<SiteSettings, SiteScript> MakerOf(Type type)
    {
        ConstructorInfo constructor = SiteClassRules.ConstructorOf(type)!;
        bool takesSettings = constructor.GetParameters().Length > 0;
        return settings => (SiteScript)constructor.Invoke(
            BindingFlags.DoNotWrapExceptions, binder: null, takesSettings ? [settings] : [], culture: null);
    }

    // What has the attribute is meant to be one; and so is a class that could be one, whose author has forgotten it.
    private static bool IsMeant(Type type) => type.IsDefined(typeof(SiteAttribute), inherit: false)
        || (type.IsSubclassOf(typeof(SiteScript)) && !type.IsAbstract && !type.ContainsGenericParameters);

    private static Type[] TypesOf(Assembly assembly, string where)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException trouble)
        {
            string[] causes =
                [.. trouble.LoaderExceptions.OfType<Exception>().Select(each => each.Message).Distinct(StringComparer.Ordinal)];
            throw new RunStopException(StopReason.BadUsage, $"{where}: its classes cannot be loaded:", causes, trouble);
        }
    }

    private static string AssemblyOf(Assembly assembly) => assembly.GetName().Name ?? "a script";

    private static RunStopException Wrong(string where, IReadOnlyList<string> problems) => problems.Count == 1
        ? new(StopReason.BadUsage, $"{where}: {problems[0]}")
        : new(StopReason.BadUsage, $"{where}: {problems.Count} things are wrong:", problems);
}
