using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>What each source has given; left out where there is but one.</summary>
internal static class SourcesSection
{
    public static Html Of(RunReport report) => Html.When(report.Sources.Count > 1, () => Html.Of($"""
        <div class="scroll" tabindex="0" role="group" aria-label="Sources">
        <table><caption class="unseen">What each source has given</caption>
        <thead><tr><th scope="col">Source</th><th scope="col">State</th>
        {Html.Each(Numbers, name => Html.Of($"""<th scope="col" class="number">{name}</th>"""))}<th scope="col">Last error</th></tr></thead>
        <tbody>{Html.Each(report.Sources, Row)}</tbody></table></div>
        """));

    private static readonly string[] Numbers = ["Images", "Videos", "Files", "Kept once", "Failed", "Left", "Saved", "Time"];

    private static Html Row(SourceResult source)
    {
        string[] numbers =
        [
            $"{source.Images:N0}", $"{source.Videos:N0}", $"{source.Files:N0}", $"{source.Duplicates:N0}", $"{source.Failed:N0}",
            $"{source.Left:N0}",
            Words.Size(source.BytesSaved), Words.Duration(source.Seconds),
        ];
        return Html.Of($"""
            <tr><th scope="row">{source.Source}</th><td class="state">{source.State}</td>
            {Html.Each(numbers, number => Html.Of($"""<td class="number">{number}</td>"""))}<td>{source.LastError ?? ""}</td></tr>
            """);
    }
}
