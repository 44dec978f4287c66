using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using BrowserScraper.Items;

namespace BrowserScraper.Scripts;

/// <summary>One source of pictures or videos, described by data. What each field means stands in docs/media-sources.md.</summary>
public sealed partial record MediaSource
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public required string Name { get; init; }

    public MediaKind Kind { get; init; }

    public required string Search { get; init; }

    public string? Click { get; init; }

    public required string Results { get; init; }

    public string? None { get; init; }

    public string File { get; init; } = "href";

    public string? Detail { get; init; }

    public MediaPaging Paging { get; init; }

    public string? End { get; init; }

    public int FirstPage { get; init; } = 1;

    /// <summary>False: only when it is asked for by name.</summary>
    public bool Default { get; init; } = true;

    [JsonIgnore]
    public FileKind Expect => Kind == MediaKind.Video ? FileKind.Video : FileKind.Image;

    /// <summary>It is a source of the demo portal.</summary>
    [JsonIgnore]
    public bool IsOfTheDemo => Search.Contains("{demo}", StringComparison.Ordinal);

    /// <param name="path">The file with the sources.</param>
    /// <param name="wanted">Names, separated by commas; empty for those that are searched by default.</param>
    /// <exception cref="RunStopException">The file is wrong, or has no such source.</exception>
    public static IReadOnlyList<MediaSource> Choose(string path, string wanted)
    {
        IReadOnlyList<MediaSource> all = Read(path);
        string[] names = wanted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0 && !all.Any(source => source.Default))
        {
            throw Wrong(path, "it has no source that is searched by default; add one, or name those to search with --sources");
        }

        string? unknown = names.FirstOrDefault(name => all.All(source => source.Name != name));
        return unknown is null
            ? [.. all.Where(source => names.Length == 0 ? source.Default : names.Contains(source.Name))]
            : throw new RunStopException(
                StopReason.BadUsage,
                $"SOURCES: there is no source '{unknown}' in {path}; sources: {string.Join(", ", all.Select(source => source.Name))}");
    }

    /// <param name="path">The file with the sources.</param>
    /// <exception cref="RunStopException">It cannot be read, or a source in it is wrong.</exception>
    public static IReadOnlyList<MediaSource> Read(string path)
    {
        try
        {
            string text = System.IO.File.ReadAllText(path);
            MediaSource[] all = JsonSerializer.Deserialize<Dictionary<string, MediaSource[]>>(text, Format)!["sources"];
            string[] problems = [.. all.SelectMany(source => source.Problems()).Concat(
                all.GroupBy(source => source.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
                    .Select(same => $"{same.Key}: there are two of that name"))];
            return problems.Length == 0 ? all : throw Wrong(path, string.Join("; ", problems));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, exception.Message.TrimEnd('.'));
        }
        catch (JsonException exception)
        {
            throw Wrong(path, $"line {exception.LineNumber + 1}: {Plain(exception.Message)}");
        }
        catch (KeyNotFoundException)
        {
            throw Wrong(path, "it must be an object with the list \"sources\"");
        }
    }

    /// <summary>The address of a page of results.</summary>
    public Uri SearchAddress(string query, int page, Uri home) => new(Search
        .Replace("{demo}", home.Authority, StringComparison.Ordinal)
        .Replace("{query}", Uri.EscapeDataString(query), StringComparison.Ordinal)
        .Replace("{page}", $"{page}", StringComparison.Ordinal));

    private IEnumerable<string> Problems()
    {
        if (Name.Length == 0 || !Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
        {
            yield return $"'{Name}': a name has letters, digits, _ and - only";
        }

        if (!Search.StartsWith("http://", StringComparison.Ordinal) && !Search.StartsWith("https://", StringComparison.Ordinal))
        {
            yield return $"{Name}: \"search\" must begin with http:// or https://";
        }

        if (Results.Trim().Length == 0)
        {
            yield return $"{Name}: \"results\" must not be empty";
        }

        if (!Search.Contains("{query}", StringComparison.Ordinal))
        {
            yield return $"{Name}: \"search\" must have {{query}} in it";
        }

        if (Paging == MediaPaging.Pages && !Search.Contains("{page}", StringComparison.Ordinal))
        {
            yield return $"{Name}: \"paging\": \"pages\" needs {{page}} in \"search\"";
        }
    }

    // Without the names of types, which mean nothing to whoever writes the file.
    private static string Plain(string message) => message switch
    {
        _ when Missing().Match(message) is { Success: true } missing => $"a source lacks {missing.Groups[1].Value}",
        _ when Unknown().Match(message) is { Success: true } unknown =>
            $"there is no field '{unknown.Groups[1].Value}'; the fields are in docs/media-sources.md",
        _ when message.Contains("could not be converted", StringComparison.Ordinal) =>
            "this value is not what the field takes, see docs/media-sources.md",
        _ => message.Split(" Path:")[0].TrimEnd('.'),
    };

    [GeneratedRegex("including: (.*?)\\.? ?(?:Path|$)")]
    private static partial Regex Missing();

    [GeneratedRegex("JSON property '([^']*)' could not be mapped")]
    private static partial Regex Unknown();

    private static RunStopException Wrong(string path, string why) => new(StopReason.BadUsage, $"{path}: {why} (MEDIA_SOURCES_FILE)");
}
