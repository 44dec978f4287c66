using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>Who has worked in a run of several machines.</summary>
internal static class MachinesSection
{
    public static Html Of(RunReport report) => report.Machines is not { } machines ? default : Html.Of($"""
        <div class="scroll" tabindex="0" role="group" aria-label="Machines"><table><caption>In the order in which they came</caption>
        <thead><tr><th scope="col">Machine</th><th scope="col">State</th><th scope="col">Since</th>
        <th scope="col" class="number">Pages</th><th scope="col" class="number">Done</th><th scope="col" class="number">A minute</th>
        <th scope="col">Its events</th></tr></thead>
        <tbody>{Html.Each(machines, machine => Html.Of($"""
            <tr><th scope="row">{machine.Name}</th><td>{machine.State}</td><td>{(machine.Since is { } since ? Words.Time(since) : "")}</td>
            <td class="number">{machine.Pages:N0}</td><td class="number">{machine.Done:N0}</td>
            <td class="number">{machine.PerMinute:0.0}</td><td>{machine.Events}</td></tr>
            """))}</tbody></table></div>
        """);
}
