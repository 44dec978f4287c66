using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>What was given up, by cause: every item, its evidence, and a few pictures.</summary>
internal static class FailuresSection
{
    private const int MostPictures = 3;
    private const int OpenUpTo = 25;

    public static Html Of(RunReport report, ReportEvidence evidence) => report.Failures.Count == 0
        ? Html.Of($"<p>No item was given up.</p>")
        : Of("cause", report.Failures, evidence);

    /// <summary>What was tried without success before the run was stopped.</summary>
    public static Html OfPostponed(RunReport report, ReportEvidence evidence) =>
        Html.When(report.Postponed.Count > 0, () => Of("postponed", report.Postponed, evidence));

    private static Html Of(string id, IReadOnlyList<FailedItem> items, ReportEvidence evidence) => Html.Of($"""
        <p>{Words.Count(items.Count, "item")}, the most frequent cause first.
        What differs from item to item stands in angle brackets.{Hint(items)}</p>
        {Html.Each(FailureGroup.Of(items).Index(), group => Draw($"{id}-{group.Index + 1}", group.Item, evidence))}
        """);

    private static string Hint(IReadOnlyList<FailedItem> items) => items.Any(item => item.Evidence is not null)
        ? " A trace.zip opens in Playwright's trace viewer, which any browser has at trace.playwright.dev."
        : "";

    private static Html Draw(string id, FailureGroup group, ReportEvidence evidence)
    {
        (FailedItem Item, IReadOnlyList<EvidenceFile> Files)[] items = [.. group.Items.Select(item => (item, evidence.FilesOf(item)))];
        bool sayWhy = group.Items.Any(item => item.Reason != group.Cause);
        bool hasTitles = group.Items.Any(item => item.Title is not null);
        bool hasEvidence = items.Any(item => item.Files.Count > 0);
        return Html.Of($"""
            <details class="cause" id="{id}"{Html.Trusted(group.Items.Count <= OpenUpTo ? " open" : "")}>
            <summary><h3><b>{Words.Count(group.Items.Count, "item")}:</b> {group.Cause} <span
              class="outcome {group.Outcome}">{group.Outcome}</span></h3></summary>
            {Pictures(items, evidence)}
            <div class="scroll" tabindex="0" role="group" aria-label="Items: {group.Cause}">
            <table><caption class="unseen">{group.Outcome}: {group.Cause}</caption>
            <thead><tr><th scope="col">Item</th>{Heading("Title", hasTitles)}
            <th scope="col" class="number">Attempts</th><th scope="col" class="number">Last one took</th>
            {Heading("Why", sayWhy)}{Heading("Evidence", hasEvidence)}</tr></thead>
            <tbody>{Html.Each(items, item => Html.Of($"""
                <tr><th scope="row"><code>{item.Item.Key}</code></th>{Cell(Html.Of($"{item.Item.Title ?? ""}"), hasTitles)}
                <td class="number">{item.Item.Attempts}</td><td class="number">{Words.Duration(item.Item.LastSeconds)}</td>
                {Cell(Html.Of($"{item.Item.Reason}"), sayWhy)}{Cell(Links(item.Files), hasEvidence)}</tr>
                """))}</tbody></table></div></details>
            """);
    }

    private static Html Heading(string name, bool isShown) => Html.When(isShown, () => Html.Of($"""<th scope="col">{name}</th>"""));

    private static Html Cell(Html content, bool isShown) => Html.When(isShown, () => Html.Of($"<td>{content}</td>"));

    private static Html Links(IReadOnlyList<EvidenceFile> files) => files.Count == 0
        ? Html.Trusted("<span class=\"remark\">none kept</span>")
        : Html.Each(files, file => Html.Of($"""<a href="{file.Href}">{file.Name}</a> """));

    private static Html Pictures((FailedItem Item, IReadOnlyList<EvidenceFile> Files)[] items, ReportEvidence evidence)
    {
        // The last attempt's picture shows what the item was given up for.
        (FailedItem Item, EvidenceFile File, string Data)[] shown =
        [
            .. (from item in items
                let last = item.Files.LastOrDefault(file => file.IsPicture)
                where last is not null
                let data = evidence.Embed(last)
                where data is not null
                select (item.Item, last, data)).Take(MostPictures),
        ];
        return Html.When(shown.Length > 0, () => Html.Of($"""
            <div class="pictures">{Html.Each(shown, picture => Html.Of($"""
                <figure><a href="{picture.File.Href}"><img src="{picture.Data}"
                  alt="Screenshot of {picture.Item.Key}, {picture.File.Name}" loading="lazy" width="320" height="200"></a>
                <figcaption><code>{picture.Item.Key}</code> {picture.File.Name}</figcaption></figure>
                """))}</div>
            """));
    }
}
