using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>The page as a whole. It holds all it needs, runs no script, and tells the browser to load nothing.</summary>
internal static class ReportPage
{
    private static readonly Lazy<Html> Style = new(() =>
    {
        using StreamReader style = new(typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!);
        return Html.Trusted(style.ReadToEnd());
    });

    public static string Render(RunReport report, RunTimeline timeline, ReportEvidence evidence)
    {
        TimeAxis axis = new(Math.Max(report.TotalSeconds, timeline.End));
        ReportSection[] sections =
        [
            new("summary", "Summary", SummarySection.Of(report)),
            new("machines", "Machines", MachinesSection.Of(report)),
            new("sources", "Sources", SourcesSection.Of(report)),
            new("timeline", "Timeline", TimelineSection.Of(report, timeline, axis)),
            new("throughput", "Throughput", ThroughputSection.Of(report, timeline, axis)),
            new("memory", "Memory", MemorySection.Of(report, timeline, axis)),
            new("failures", "Failures by cause", FailuresSection.Of(report, evidence)),
            new("postponed", "Still to do after a failed try", FailuresSection.OfPostponed(report, evidence)),
            new("slowest", "Slowest items", SlowestSection.Of(report)),
            new("recoveries", "Sign-ins, renewals, recoveries", MarksSection.Of(report, timeline)),
            new("tokens", "Cookies and tokens", TokensSection.Of(report)),
            new("messages", "Messages", MessagesSection.Of(timeline)),
            new("settings", "Settings", SettingsSection.Of(report)),
        ];
        return Frame(report, [.. sections.Where(section => !section.Body.IsEmpty)]).ToString();
    }

    private static Html Frame(RunReport report, IReadOnlyList<ReportSection> sections) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{report.Job}: {report.Done:N0} done, {report.Failed:N0} failed - run {report.Run}</title>
        <link rel="icon" href="data:,">
        <style>{Style.Value}</style>
        </head>
        <body>
        <a class="skip" href="#summary">To the summary</a>
        <header><h1>{report.Job}</h1><p>Run <code>{report.Run}</code> at {report.Site}, {Words.Time(report.StartedAt)}</p>
        <nav aria-label="Parts of this report"><ul>{Html.Each(
            sections,
            section => Html.Of($"""<li><a href="#{section.Id}">{section.Title}</a></li>"""))}</ul></nav></header>
        <main>
        {Html.Each(sections, section => Html.Of($"""
            <section id="{section.Id}" aria-labelledby="{section.Id}-title"><h2 id="{section.Id}-title">{section.Title}</h2>
            {section.Body}
            </section>

            """))}
        </main>
        <footer><p>Written by BrowserScraper from <code>report.json</code> and <code>events.jsonl</code>,
        which stand beside it and hold all of this for programs.</p></footer>
        </body>
        </html>

        """);
}
