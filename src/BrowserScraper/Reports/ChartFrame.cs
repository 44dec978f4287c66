namespace BrowserScraper.Reports;

/// <summary>A chart over the run's time: scale, drawing, time axis, caption, and the same as a table.</summary>
internal static class ChartFrame
{
    public const double Height = 120;

    private static readonly double[] Nice = [1, 2, 2.5, 5, 10];

    /// <param name="drawing">What is drawn, <see cref="Height"/> high.</param>
    /// <param name="inWords">What it shows.</param>
    /// <param name="top">The value at its upper edge.</param>
    /// <param name="unit">Of the values.</param>
    /// <param name="axis">The time axis.</param>
    /// <param name="columns">The table's.</param>
    /// <param name="rows">The table's, with as many cells each.</param>
    public static Html Of(
        Html drawing, string inWords, double top, string unit, TimeAxis axis, string[] columns, IEnumerable<string[]> rows) => Html.Of($"""
        <figure class="chart">
        <div class="lane">
        <span class="scale" aria-hidden="true"><span>{Figure(top)} {unit}</span><span>{Figure(top / 2)}</span><span>0</span></span>
        <svg viewBox="0 0 1000 {Height}" preserveAspectRatio="none" role="img" aria-label="{inWords}">{axis.Grid(Height)}
        <path class="grid" d="M0 0H1000M0 {Height / 2}H1000"/>{drawing}<path class="base" d="M0 {Height}H1000"/></svg>
        <span class="share"></span></div>
        {axis.Labels()}
        <figcaption>{inWords}</figcaption>
        </figure>
        <details class="data"><summary>The same as a table</summary>
        <div class="scroll" tabindex="0" role="group" aria-label="{columns[^1]} as a table">
        <table><caption>{columns[^1]} over time</caption>
        <thead><tr>{Html.Each(
            columns,
            column => Html.Of($"""<th scope="col"{NumberUnless(column == columns[0])}>{column}</th>"""))}</tr></thead>
        <tbody>{Html.Each(rows, row => Html.Of($"""
            <tr><th scope="row">{row[0]}</th>{Html.Each(row[1..], cell => Html.Of($"""<td class="number">{cell}</td>"""))}</tr>
            """))}</tbody></table></div></details>
        """);

    /// <summary>A round number that the largest value stays below.</summary>
    public static double RoundedUp(double most)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(most, 0.001))));
        return Nice.Select(step => step * power).First(step => step >= most * 0.999);
    }

    private static string Figure(double value) => value.ToString(value >= 100 ? "#,0" : "0.##");

    private static Html NumberUnless(bool isName) => isName ? default : Html.Trusted(" class=\"number\"");
}
