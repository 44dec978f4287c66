using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>The rows of a list as they stand on a page at a moment: tells one page from the next, and whether they still change.</summary>
/// <param name="First">What names the first row; empty where there is none, or none yet.</param>
/// <param name="Texts">What all rows say.</param>
internal readonly record struct ShownRows(string First, string Texts)
{
    // What names a row: its text, where it leads, and its ids. What changes as rows are hovered over, chosen or loaded does not count.
    private const string Read = """
        rows => {
          const first = row => {
            const text = row?.textContent.replace(/\s+/g, ' ').trim();
            if (!row || row.closest('[aria-busy=true]')
              || /^(loading\W*|please wait\W*|[.\u2026-]*)$/i.test(text) && !row.querySelector('[href], img')) {
                return '';
            }
            const passing = /^data-.*(state|status|load|busy|hover|active|focus|select|index)/;
            const names = [row, ...row.querySelectorAll('*')].flatMap(each => [...each.attributes]
                .filter(({ name }) => /^(href|src|id|value)$/.test(name) || name.startsWith('data-') && !passing.test(name))
                .map(({ name, value }) => `${name}=${value}`));
            return [text, ...names].join('\n').slice(0, 20000);
          };
          return [first(rows[0]), rows.map(row => row.textContent).join('\n').slice(0, 200000)];
        }
        """;

    /// <summary>Asks the page.</summary>
    public static async Task<ShownRows> OfAsync(ILocator rows)
    {
        try
        {
            string[] read = await rows.EvaluateAllAsync<string[]>(Read);
            return new(read[0], read[1]);
        }
        catch (PlaywrightException) when (!rows.Page.IsClosed)
        {
            return new("", ""); // the document has just gone, and the next one is on its way
        }
    }
}
