using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.Cli.Scripting;

/// <summary>
/// The scripts that the tool knows: those that it was built with, those of the user's folder (SCRIPTS_DIR), and files that the command line
/// names. What is wrong with one is told where it is asked for, or listed, and harms no other.
/// </summary>
internal sealed class ScriptFolder : IScripts
{
    private readonly ScriptLoader loader;
    private readonly List<SiteScriptEntry> all;
    private readonly List<string> problems = [];

    /// <summary>Why a name or a path cannot be run.</summary>
    private readonly Dictionary<string, RunStopException> refused = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of scripts that files hold, by the files' full paths.</summary>
    private readonly Dictionary<string, string> nameByPath = new(StringComparer.Ordinal);

    /// <summary>Where scripts come from that are no built-in ones, by their names; those that are refused by their files' names.</summary>
    private readonly Dictionary<string, string> pathByName = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="builtIn">The scripts that the tool was built with.</param>
    /// <param name="places">Files and folders that may be scripts, such as those of the user's folder.</param>
    /// <param name="loader">Makes scripts of them.</param>
    public ScriptFolder(IReadOnlyList<SiteScriptEntry> builtIn, ScriptPlaces places, ScriptLoader loader)
    {
        this.loader = loader;
        all = [.. builtIn];
        problems.AddRange(places.Problems);
        SiteScriptEntry[] found = [.. places.All.SelectMany(Listed)];
        foreach (IGrouping<string, SiteScriptEntry> named in found.GroupBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (named.Count() > 1)
            {
                RefuseTwins(named.Key, [.. named.Select(entry => entry.Origin)]);
            }
            else
            {
                List(named.Single());
            }
        }
    }

    /// <summary>Where a plain name may be a file's. Default: the current folder.</summary>
    public string Here { get; init; } = "";

    public IReadOnlyList<SiteScriptEntry> All => all;

    public IReadOnlyList<string> Problems => problems;

    public string NameOf(string given)
    {
        if (ScriptPath.IsPath(given))
        {
            return NameIn(given);
        }

        string script = JobName.ScriptOf(given);
        if (refused.TryGetValue(script, out RunStopException? why))
        {
            throw why;
        }

        return Knows(script) || ScriptPath.Beside(Here, script) is not { } path ? given : NameIn(path) + given[script.Length..];
    }

    public IReadOnlyList<string> FilesOf(string given) => PathOf(given) is { } path ? [path] : [];

    public string Again(string given)
    {
        if (PathOf(given) is not { } path)
        {
            return NameOf(given);
        }

        _ = refused.Remove(FullOf(path));
        _ = refused.Remove(ScriptSource.StemOf(path));
        if (nameByPath.Remove(FullOf(path), out string? before))
        {
            _ = all.RemoveAll(entry => entry.Name == before);
        }

        return NameIn(path) + (ScriptPath.IsPath(given) ? "" : given[JobName.ScriptOf(given).Length..]);
    }

    /// <summary>
    /// Takes in what the arguments name, before they are understood: a script's own options are options of the command line. What is none
    /// of ours, such as the folder of --data, is left alone; what is wrong is told when it is asked for.
    /// </summary>
    public void LookAhead(IReadOnlyList<string> arguments)
    {
        string[] plain = [.. arguments.Where(each => !each.StartsWith('-'))];
        foreach ((int index, string argument) in plain.Index())
        {
            string? path = ScriptPath.MayBeScript(argument) ? argument
                : index == 0 || Knows(JobName.ScriptOf(argument)) ? null // the first is a command's name
                : ScriptPath.Beside(Here, JobName.ScriptOf(argument));
            if (path is null)
            {
                continue;
            }

            try
            {
                _ = NameIn(path);
            }
            catch (RunStopException)
            {
                // Asked for again, it is told.
            }
        }
    }

    /// <summary>The file or folder of a script; null for one that the tool was built with.</summary>
    private string? PathOf(string given) => ScriptPath.IsPath(given) ? given
        : pathByName.TryGetValue(JobName.ScriptOf(given), out string? path) ? path
        : Knows(JobName.ScriptOf(given)) ? null
        : ScriptPath.Beside(Here, JobName.ScriptOf(given));

    private static string FullOf(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private bool Knows(string script) => all.Exists(entry => entry.Name.Equals(script, StringComparison.OrdinalIgnoreCase));

    /// <summary>The scripts of a place of the user's folder, if there are any.</summary>
    private IReadOnlyList<SiteScriptEntry> Listed(string path)
    {
        try
        {
            ScriptSource source = ScriptReader.Read(path);
            return source.MayHoldScript ? loader.Load(source) : [];
        }
        catch (RunStopException trouble)
        {
            problems.Add(FirstLineOf(trouble, ScriptReader.Shown(path)));
            refused[ScriptSource.StemOf(path)] = trouble;
            pathByName[ScriptSource.StemOf(path)] = path;
            return [];
        }
    }

    /// <summary>The script of a file that the user names.</summary>
    private string NameIn(string path)
    {
        string full = FullOf(path);
        if (refused.TryGetValue(full, out RunStopException? why))
        {
            throw why;
        }

        if (!nameByPath.TryGetValue(full, out string? name))
        {
            try
            {
                SiteScriptEntry entry = OnlyOne(ScriptReader.Read(path));
                Replace(entry);
                nameByPath[full] = name = entry.Name;
                pathByName[name] = path;
            }
            catch (RunStopException trouble)
            {
                refused[full] = trouble;
                throw;
            }
        }

        return name;
    }

    private SiteScriptEntry OnlyOne(ScriptSource source)
    {
        IReadOnlyList<SiteScriptEntry> entries = source.MayHoldScript ? loader.Load(source) : [];
        return entries.Count switch
        {
            0 => throw new RunStopException(StopReason.BadUsage,
                $"{source.Origin} holds no site script: a class that derives from SiteScript, with "
                    + "[Site(\"its-name\", \"what it fetches\")]"),
            1 => entries[0],
            _ => entries.FirstOrDefault(entry => entry.Name == source.Stem) ?? throw new RunStopException(StopReason.BadUsage,
                $"{source.Origin} holds several site scripts, {string.Join(", ", entries.Select(entry => entry.Name))}; "
                    + "put it into SCRIPTS_DIR, where each runs by its name"),
        };
    }

    private void List(SiteScriptEntry entry)
    {
        bool isInPlace = Knows(entry.Name);
        try
        {
            Replace(entry);
            pathByName[entry.Name] = entry.Origin;
            if (isInPlace)
            {
                problems.Add($"{entry.Origin} takes the place of the tool's own {entry.Name}");
            }
        }
        catch (RunStopException trouble)
        {
            problems.Add(trouble.Message);
            refused[entry.Name] = trouble;
        }
    }

    /// <exception cref="RunStopException">It does not go together with the others.</exception>
    private void Replace(SiteScriptEntry entry)
    {
        SiteScriptRegistry.RefuseTwins([.. all.Where(each => each.Name != entry.Name), entry]);
        int place = all.FindIndex(each => each.Name == entry.Name);
        if (place < 0)
        {
            all.Add(entry);
        }
        else
        {
            all[place] = entry;
        }

        _ = refused.Remove(entry.Name); // the one that is named is meant
    }

    private void RefuseTwins(string name, IReadOnlyList<string> origins)
    {
        RunStopException trouble = new(
            StopReason.BadUsage,
            $"the scripts of {string.Join(" and ", origins)} have one name, '{name}', and none runs by it; give them different ones, or "
                + "run one by its path");
        problems.Add(trouble.Message);
        refused[name] = trouble;
    }

    private static string FirstLineOf(RunStopException trouble, string origin)
    {
        string message = trouble.Message.Split('\n')[0];
        return trouble.Details.Count == 0 ? message
            : (trouble.Details[0].StartsWith(origin, StringComparison.Ordinal) ? "" : $"{message} ") + trouble.Details[0]
                + (trouble.Details.Count == 1 ? "" : $" (and {trouble.Details.Count - 1} more)");
    }
}
