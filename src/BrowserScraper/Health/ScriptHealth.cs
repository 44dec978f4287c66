using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BrowserScraper.Progress;

namespace BrowserScraper.Health;

/// <summary>How the sources of a script have done, over all runs and jobs; the content of <c>health/&lt;script&gt;.json</c>.</summary>
/// <param name="Script">The script's name.</param>
/// <param name="Sources">In alphabetical order.</param>
public sealed record ScriptHealth(string Script, IReadOnlyList<SourceHealth> Sources)
{
    private const int CurrentFormat = 1;

    public SourceHealth? Find(string source) => Sources.FirstOrDefault(each => each.Source == source);

    /// <summary>Counts what the sources have given in one more run.</summary>
    internal ScriptHealth After(IEnumerable<SourceResult> results, TimeSpan pause, DateTimeOffset now)
    {
        SortedDictionary<string, SourceHealth> all = new(Sources.ToDictionary(source => source.Source), StringComparer.Ordinal);
        foreach (SourceResult result in results)
        {
            all[result.Source] = (all.GetValueOrDefault(result.Source) ?? new() { Source = result.Source }).After(result, pause, now);
        }

        SourceHealth[] after = [.. all.Values.Where(source => source.Runs > 0)];
        return after.SequenceEqual(Sources) ? this : this with { Sources = after };
    }

    // One line a source: a person reads it, too.
    internal string Write()
    {
        string script = JsonSerializer.Serialize(Script, RunJson.Line);
        StringBuilder text = new($"{{\"format\":{CurrentFormat},\"script\":{script},\"sources\":[\n");
        text.AppendJoin(",\n", Sources.Select(source => JsonSerializer.Serialize(source, RunJson.Line)));
        return text.Append("\n]}\n").ToString();
    }

    /// <exception cref="JsonException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">A newer program wrote it.</exception>
    internal static ScriptHealth Read(string script, string text)
    {
        try
        {
            JsonNode root = JsonNode.Parse(text)!;
            int format = root["format"]!.GetValue<int>();
            return format > CurrentFormat
                ? throw new NotSupportedException($"has format {format}, this program knows {CurrentFormat}")
                : new(script, Distinct(root["sources"].Deserialize<SourceHealth[]>(RunJson.Line)!));
        }
        catch (Exception damaged) when (damaged is NullReferenceException or ArgumentNullException or InvalidOperationException or FormatException)
        {
            throw new JsonException("something is missing", damaged);
        }
    }

    private static SourceHealth[] Distinct(SourceHealth[] sources) =>
        sources.DistinctBy(source => source.Source).Count() == sources.Length
        ? sources
        : throw new JsonException("a source stands there twice");
}
