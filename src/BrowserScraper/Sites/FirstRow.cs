using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>Tells the first row of a list from that of the next page.</summary>
internal static class FirstRow
{
    // What names the row: its text, where it leads, and its ids. What changes as rows are hovered over, chosen or loaded does not count.
    private const string Read = """
        rows => {
            const row = rows[0];
            const text = row?.textContent.replace(/\s+/g, ' ').trim();
            if (!row || row.closest('[aria-busy=true]') || /^(loading\W*|please wait\W*|[.\u2026-]*)$/i.test(text) && !row.querySelector('[href], img')) {
                return '';
            }
            const passing = /^data-.*(state|status|load|busy|hover|active|focus|select|index)/;
            const names = [row, ...row.querySelectorAll('*')].flatMap(each => [...each.attributes]
                .filter(({ name }) => /^(href|src|id|value)$/.test(name) || name.startsWith('data-') && !passing.test(name))
                .map(({ name, value }) => `${name}=${value}`));
            return [text, ...names].join('\n').slice(0, 20000);
        }
        """;

    /// <returns>What names it; empty where there is none, or none yet.</returns>
    public static async Task<string> OfAsync(ILocator rows)
    {
        try
        {
            return await rows.EvaluateAllAsync<string>(Read);
        }
        catch (PlaywrightException) when (!rows.Page.IsClosed)
        {
            return ""; // the document has just gone, and the next one is on its way
        }
    }
}
