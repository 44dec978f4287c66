using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>The attempts that took longest.</summary>
internal static class SlowestSection
{
    public static Html Of(RunReport report)
    {
        if (report.Slowest.Count == 0)
        {
            return default;
        }

        bool hasTitles = report.Slowest.Any(slow => slow.Title is not null);
        double longest = Math.Max(report.Slowest[0].Seconds, 0.001);
        return Html.Of($"""
            <p>The median of all done items is {Words.Duration(report.MedianSeconds)}.</p>
            <div class="scroll" tabindex="0" role="group" aria-label="Slowest attempts">
            <table><caption>The {Words.Count(report.Slowest.Count, "attempt")} that took longest</caption>
            <thead><tr><th scope="col">Item</th>{Html.When(hasTitles, () => Html.Trusted("<th scope=\"col\">Title</th>"))}
            <th scope="col" class="number">Page</th><th scope="col" class="number">Attempt</th><th scope="col">Ended as</th>
            <th scope="col" class="number">Took</th><td class="gauge"></td></tr></thead>
            <tbody>{Html.Each(report.Slowest, slow => Html.Of($"""
                <tr><th scope="row"><code>{slow.Key}</code></th>{Html.When(hasTitles, () => Html.Of($"<td>{slow.Title ?? ""}</td>"))}
                <td class="number">{report.PageNumber(slow.Page)}</td><td class="number">{slow.Attempt}</td>
                <td><span class="outcome {slow.Outcome}">{slow.Outcome}</span></td>
                <td class="number">{Words.Duration(slow.Seconds)}</td>
                <td class="gauge"><span style="width:{slow.Seconds / longest * 100:0.#}%"></span></td></tr>
                """))}</tbody></table></div>
            """);
    }
}
