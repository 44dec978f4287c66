using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>The settings that were in force; secrets were left out before they got here.</summary>
internal static class SettingsSection
{
    public static Html Of(RunReport report) => Html.Of($"""
        <div class="scroll" tabindex="0" role="group" aria-label="Settings"><table class="settings"><caption>In force in this run</caption>
        <thead><tr><th scope="col">Setting</th><th scope="col">Value</th></tr></thead>
        <tbody>{Html.Each(report.Settings, setting => Html.Of($"""
            <tr><th scope="row"><code>{setting.Key}</code></th><td><code>{setting.Value}</code></td></tr>
            """))}</tbody></table></div>
        """);
}
