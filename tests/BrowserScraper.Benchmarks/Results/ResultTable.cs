using System.Text;

namespace BrowserScraper.Benchmarks.Results;

/// <summary>A benchmark's table in <c>docs/benchmarks.md</c>, between two markers that carry its name.</summary>
internal static class ResultTable
{
    private static readonly string Document = Repository.Path("docs", "benchmarks.md");

    /// <summary>Replaces what stands between the markers; where there are none, they come at the end under a heading.</summary>
    public static void Write(ResultBook book, ResultConditions conditions)
    {
        string text = File.Exists(Document) ? File.ReadAllText(Document).ReplaceLineEndings("\n") : "# Benchmarks\n";
        (string begin, string end) = ($"<!-- results: {book.Name} -->", $"<!-- end of {book.Name} -->");
        if (!text.Contains(begin, StringComparison.Ordinal))
        {
            text += $"\n### {book.Name}\n\n{begin}\n{end}\n";
        }

        int from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int to = text.IndexOf(end, from, StringComparison.Ordinal);
        File.WriteAllText(Document, $"{text[..from]}\n{Render(book, conditions)}{text[to..]}");
    }

    public static string Render(ResultBook book, ResultConditions conditions)
    {
        StringBuilder text = new();
        string load = conditions.LoadBefore is { } before ? $", load before {before:0.0}" : "";
        text.Append($"{conditions.Date}, {conditions.Seconds:0} s{load}. {Join(Surroundings.Machine)}. {Join(Surroundings.Versions)}.");
        text.Append(book.Arguments.Text.Length > 0 ? $" Taken with `{book.Arguments.Text}`.\n" : "\n");
        AppendFigures(text, book);
        text.Append('\n');
        foreach (string line in book.Bounds.Select(bound => bound.ToString()).Concat(book.Notes))
        {
            text.Append($"- {line}\n");
        }

        return text.ToString();
    }

    private static void AppendFigures(StringBuilder text, ResultBook book)
    {
        string[] columns = [.. book.Figures.Select(figure => figure.Column).Distinct()];
        if (columns.Length == 0)
        {
            return;
        }

        text.Append($"\n| | {string.Join(" | ", columns)} |\n| --- |{string.Concat(columns.Select(_ => " ---: |"))}\n");
        foreach (IGrouping<string, Figure> row in book.Figures.GroupBy(figure => figure.Row))
        {
            text.Append($"| {row.Key}"
                + $" | {string.Join(" | ", columns.Select(column => Cell(row.FirstOrDefault(figure => figure.Column == column))))} |\n");
        }
    }

    private static string Cell(Figure? figure) => figure switch
    {
        null => "",
        { Values.Count: 1 } => Statistics.Text(figure.Median),
        _ => $"{Statistics.Text(figure.Median)} ({Statistics.Text(figure.Min)}..{Statistics.Text(figure.Max)})",
    };

    private static string Join(IReadOnlyDictionary<string, string> facts) =>
        string.Join(", ", facts.Select(fact => $"{fact.Key} {fact.Value}"));
}
