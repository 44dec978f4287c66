using System.Globalization;
using System.Text;
using System.Text.Json;
using BrowserScraper.Progress;
using BrowserScraper.Storage;

namespace BrowserScraper.Health;

/// <summary>How the sources of a script have done, over all runs and jobs; the content of <c>health/&lt;script&gt;.json</c>.</summary>
/// <param name="Script">The script's name.</param>
/// <param name="Sources">In alphabetical order.</param>
internal sealed record ScriptHealth(string Script, IReadOnlyList<SourceHealth> Sources)
{
    private const int CurrentFormat = 1;

    /// <summary>Members that a later program has added; they are written back.</summary>
    internal IReadOnlyDictionary<string, JsonElement>? Further { get; init; }

    public SourceHealth? Find(string source) => Sources.FirstOrDefault(each => each.Source == source);

    /// <summary>Counts what the sources have given in one more run.</summary>
    internal ScriptHealth After(IEnumerable<SourceResult> results, TimeSpan pause, DateTimeOffset now)
    {
        SortedDictionary<string, SourceHealth> all = new(Sources.ToDictionary(source => source.Source), StringComparer.Ordinal);
        foreach (SourceResult result in results)
        {
            all[result.Source] = (all.GetValueOrDefault(result.Source) ?? new() { Source = result.Source }).After(result, pause, now);
        }

        SourceHealth[] after = [.. all.Values.Where(source => source.Runs > 0 || Find(source.Source) is not null)];
        return after.SequenceEqual(Sources) ? this : this with { Sources = after };
    }

    /// <summary>
    /// The same, without pauses that are longer than any of these failures can bring: a clock that was wrong has written them.
    /// </summary>
    internal ScriptHealth Bounded(TimeSpan? pause, DateTimeOffset now)
    {
        SourceHealth[] bounded = [.. Sources.Select(source => source.Bounded(pause, now))];
        return bounded.Zip(Sources).All(pair => ReferenceEquals(pair.First, pair.Second)) ? this : this with { Sources = bounded };
    }

    // One line a source: a person reads it, too.
    internal string Write()
    {
        string script = JsonSerializer.Serialize(Script, RunJson.Line);
        StringBuilder text = new($"{{\"format\":{CurrentFormat},\"script\":{script},\"sources\":[\n");
        text.AppendJoin(",\n", Sources.Select(source => JsonSerializer.Serialize(source, RunJson.Line)));
        text.Append("\n]");
        foreach ((string name, JsonElement value) in Further ?? new Dictionary<string, JsonElement>())
        {
            text.Append(CultureInfo.InvariantCulture, $",{JsonSerializer.Serialize(name, RunJson.Line)}:{value.GetRawText()}");
        }

        return text.Append("}\n").ToString();
    }

    /// <exception cref="JsonException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">A newer program wrote it.</exception>
    internal static ScriptHealth Read(string script, string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement root = json.RootElement;
            return StoredJson.OtherFormat(root, CurrentFormat) is { } other
                ? throw new NotSupportedException($"has format {other}, this program knows {CurrentFormat}")
                : new(script, Distinct(root.GetProperty("sources").Deserialize<SourceHealth[]>(RunJson.Line)!))
                    { Further = StoredJson.FurtherOf(root, "format", "script", "sources") };
        }
        catch (Exception damaged)
            when (damaged is NullReferenceException or ArgumentNullException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            throw new JsonException("something is missing", damaged);
        }
    }

    private static SourceHealth[] Distinct(SourceHealth[] sources) =>
        sources.DistinctBy(source => source.Source).Count() == sources.Length
        ? sources
        : throw new JsonException("a source stands there twice");
}
