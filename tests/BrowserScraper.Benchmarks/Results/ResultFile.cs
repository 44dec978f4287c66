using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Benchmarks.Results;

/// <summary>A benchmark's result in <c>benchmarks/results/&lt;name&gt;.json</c>.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(ResultBook book, ResultConditions conditions)
    {
        string folder = Repository.Path("benchmarks", "results");
        Directory.CreateDirectory(folder);
        string json = JsonSerializer.Serialize(
            new
            {
                Benchmark = book.Name,
                conditions.Date,
                Arguments = book.Arguments.Text,
                conditions.Seconds,
                conditions.LoadBefore,
                conditions.LoadAfter,
                Surroundings.Machine,
                Surroundings.Versions,
                book.Holds,
                book.Bounds,
                Figures = book.Figures.Select(figure => new
                {
                    figure.Row,
                    figure.Column,
                    Median = Statistics.Rounded(figure.Median),
                    Min = Statistics.Rounded(figure.Min),
                    Max = Statistics.Rounded(figure.Max),
                    Rounds = figure.Values.Select(Statistics.Rounded),
                }),
                book.Notes,
            },
            Readable);
        File.WriteAllText(Path.Combine(folder, $"{book.Name}.json"), json + "\n");
    }
}
