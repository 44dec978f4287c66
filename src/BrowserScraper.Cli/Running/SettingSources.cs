using System.Text.RegularExpressions;
using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using Microsoft.Extensions.Configuration;

namespace BrowserScraper.Cli.Running;

/// <summary>Puts the places that settings come from in their order: command line, profile, environment, .env, the script's defaults.</summary>
internal static partial class SettingSources
{
    private const string DotEnv = ".env";

    public static SettingsReader Read(SiteScriptEntry entry, Profile profile, IReadOnlyDictionary<string, string?> commandLine, IReadOnlyDictionary<string, string> scriptDefaults)
    {
        SettingDefinition[] definitions = [.. SettingsCatalog.Harness, .. SettingsCatalog.ForScript(entry.SettingPrefix), .. entry.Options];
        RefuseUnknown(commandLine.Keys, definitions);
        return new SettingsReader(
        [
            SettingSource.Of("command line", commandLine),
            SettingSource.Of($"profile {profile.Name}", profile.Values),
            new("environment", new ConfigurationBuilder().AddEnvironmentVariables().Build()),
            SettingSource.Of(DotEnv, File.Exists(DotEnv) ? LoadDotEnv() : []),
            SettingSource.Of($"default of {entry.Name}", scriptDefaults.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))),
        ], definitions);
    }

    private static IEnumerable<KeyValuePair<string, string?>> LoadDotEnv()
    {
        try
        {
            return [.. DotNetEnv.Env.NoEnvVars().Load(DotEnv).GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
                .Select(group => KeyValuePair.Create(group.Key, (string?)group.Last().Value))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(StopReason.BadUsage, $"{Path.GetFullPath(DotEnv)} cannot be read ({exception.Message.TrimEnd('.')})", exception);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The parser's own message quotes what it has read, and that may be a password.
            string place = LineNumber().Match(exception.Message) is { Success: true } line ? $", near line {line.Groups[1].Value}" : "";
            throw new RunStopException(StopReason.BadUsage,
                $"{Path.GetFullPath(DotEnv)} cannot be understood{place}; write one NAME=value per line, and put a value that holds a quote, a $ or a # in quotes", exception);
        }
    }

    private static void RefuseUnknown(IEnumerable<string> names, IReadOnlyList<SettingDefinition> known)
    {
        string[] unknown = [.. names.Where(name => !known.Any(setting => setting.Name == name || setting.Alias == name))];
        if (unknown.Length > 0)
        {
            throw new RunStopException(StopReason.BadUsage,
                $"--set: there is no setting {string.Join(", ", unknown)}; settings: {string.Join(", ", known.Select(setting => setting.Name))}");
        }
    }

    [GeneratedRegex(@"\(Line ([0-9]+), Column")]
    private static partial Regex LineNumber();
}
