namespace BrowserScraper.Reports;

/// <summary>The lines that the run had for its operator.</summary>
internal static class MessagesSection
{
    public static Html Of(RunTimeline timeline) => Html.When(timeline.Messages.Count > 0, () => Html.Of($"""
        <ol class="messages">{Html.Each(
            timeline.Messages,
            message => Html.Of($"""<li><span class="at">{Words.Clock(message.Seconds)}</span> {message.Text}</li>"""))}</ol>
        {Html.When(
            timeline.MessagesLeftOut > 0,
            () => Html.Of($"<p>... and {timeline.MessagesLeftOut:N0} more in <code>events.jsonl</code>.</p>"))}
        """));
}
