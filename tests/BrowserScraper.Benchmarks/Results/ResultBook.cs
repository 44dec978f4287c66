namespace BrowserScraper.Benchmarks.Results;

/// <summary>Collects what one benchmark measures and tells it on the console as it comes. Not for concurrent use.</summary>
internal sealed class ResultBook(string name, BenchmarkArguments arguments)
{
    private readonly List<Figure> figures = [];
    private readonly List<Bound> bounds = [];
    private readonly List<string> notes = [];

    public string Name { get; } = name;

    public BenchmarkArguments Arguments { get; } = arguments;

    public IReadOnlyList<Figure> Figures => figures;

    public IReadOnlyList<Bound> Bounds => bounds;

    public IReadOnlyList<string> Notes => notes;

    public bool Holds => bounds.All(bound => bound.Holds);

    /// <summary>Adds a round's value to the cell of this row and column.</summary>
    public void Add(string row, string column, double value)
    {
        if (Find(row, column) is not { } figure)
        {
            figures.Add(figure = new(row, column, []));
        }

        figure.Values.Add(value);
        Console.WriteLine($"  {row}: {Statistics.Text(value)} {column}");
    }

    /// <summary>Everything that was measured for this cell; empty where nothing was.</summary>
    public IReadOnlyList<double> Values(string row, string column) => Find(row, column)?.Values ?? [];

    /// <summary>Not a number where nothing was measured for this cell.</summary>
    public double Median(string row, string column) => Find(row, column)?.Median ?? double.NaN;

    public void AtLeast(string what, double measured, double limit) => Hold(new(what, measured, "at least", limit, measured >= limit));

    public void AtMost(string what, double measured, double limit) => Hold(new(what, measured, "at most", limit, measured <= limit));

    public void Below(string what, double measured, double limit) => Hold(new(what, measured, "below", limit, measured < limit));

    public void Exactly(string what, double measured, double expected) =>
        Hold(new(what, measured, "exactly", expected, measured == expected));

    /// <summary>What a reader of the table has to know.</summary>
    public void Note(string note)
    {
        notes.Add(note);
        Console.WriteLine($"  {note}");
    }

    private Figure? Find(string row, string column) => figures.Find(figure => figure.Row == row && figure.Column == column);

    private void Hold(Bound bound)
    {
        bounds.Add(bound);
        Console.WriteLine($"  {bound}");
    }
}
