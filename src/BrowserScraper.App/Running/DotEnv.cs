using System.Text.RegularExpressions;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.App.Running;

/// <summary>The file .env of the current folder.</summary>
internal static partial class DotEnv
{
    private const string Name = ".env";

    /// <summary>What it holds; nothing where there is no such file.</summary>
    /// <exception cref="RunStopException">It cannot be read.</exception>
    public static SettingSource Source => SettingSource.Of(Name, File.Exists(Name) ? Load() : []);

    /// <summary>
    /// What .env holds that is no setting, and was probably meant to be one; names that look like nothing of ours are left alone.
    /// </summary>
    /// <param name="scripts">All scripts, as .env is for all of them.</param>
    /// <returns>One warning each, without values.</returns>
    /// <exception cref="RunStopException">.env cannot be read.</exception>
    public static IReadOnlyList<string> Misspelt(IReadOnlyList<SiteScriptEntry> scripts)
    {
        string[] known =
        [
            .. SettingSources.NamesOf(
                SettingsCatalog.Harness.Concat(SettingsCatalog.Service).Concat(scripts.SelectMany(script => script.Settings))),
        ];
        IEnumerable<string> unknown = File.Exists(Name)
            ? Load().Select(pair => pair.Key).Except(known, StringComparer.OrdinalIgnoreCase) : [];
        return
        [
            .. from name in unknown
               let near = NearestName.Of(name, known)
               let prefix = scripts.FirstOrDefault(
                   script => name.StartsWith($"{script.SettingPrefix}_", StringComparison.OrdinalIgnoreCase))?.SettingPrefix
               where near is not null || prefix is not null
               select $"WARNING: {Name}: {name} is no setting, and is ignored; "
                   + (near is not null
                       ? $"did you mean {near}?"
                       : $"there are {string.Join(", ", known.Where(each => each.StartsWith($"{prefix}_", StringComparison.Ordinal)))}"),
        ];
    }

    /// <summary>
    /// What .env says with a $ outside single quotes, which is read as a variable's name: a password that was cut like that is refused by
    /// the site, and nobody knows why.
    /// </summary>
    /// <returns>One warning each, without values. A <c>${NAME}</c> that is set is meant like that.</returns>
    public static IReadOnlyList<string> Replaced() => !File.Exists(Name) ? [] :
    [
        .. from line in File.ReadAllLines(Name).Select((text, index) => (Number: index + 1, Assigned: Assignment().Match(text)))
           where line.Assigned.Success
               && Variable()
               .Replace(line.Assigned.Groups["value"].Value, named => Environment.GetEnvironmentVariable(named.Groups["name"].Value)
               is null ? named.Value : "").Contains('$', StringComparison.Ordinal)
           select $"WARNING: {Name}: line {line.Number}: {line.Assigned.Groups["name"].Value} holds a $, and what follows it is "
               + "replaced as a variable's name; put the value into single quotes",
    ];

    private static IEnumerable<KeyValuePair<string, string?>> Load()
    {
        try
        {
            return [.. DotNetEnv.Env.NoEnvVars().Load(Name).GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
                .Select(group => KeyValuePair.Create(group.Key, (string?)group.Last().Value))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(
                StopReason.BadUsage, $"{Path.GetFullPath(Name)} cannot be read ({exception.Message.TrimEnd('.')})", exception);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The parser's own message quotes what it has read, and that may be a password.
            string place = LineNumber().Match(exception.Message) is { Success: true } line ? $", near line {line.Groups[1].Value}" : "";
            throw new RunStopException(StopReason.BadUsage,
                $"{Path.GetFullPath(Name)} cannot be understood{place}; write one NAME=value per line, and put a value that holds a "
                    + "quote, a $ or a # in quotes", exception);
        }
    }

    [GeneratedRegex(@"\(Line ([0-9]+), Column")]
    private static partial Regex LineNumber();

    /// <summary>A line of .env that sets something, and not in single quotes.</summary>
    [GeneratedRegex(@"^\s*(?:export\s+)?(?<name>[A-Za-z_]\w*)\s*=\s*(?<value>[^'\s].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_]\w*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
