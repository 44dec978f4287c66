namespace BrowserScraper.Sites;

/// <summary>JavaScript that questions to a page have in common.</summary>
internal static class PageScript
{
    /// <summary>
    /// <c>find(name)</c> and <c>findAll(name)</c> for test ids, <c>css=</c> and <c>link=</c>; <c>clean(text)</c>, which makes a text
    /// well-formed, trims what cannot be seen and makes inner white space one blank; <c>stateOf(marks)</c>, which marks the page shows.
    /// </summary>
    public const string Words = """
        const unseen = /[\s\u0000\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/;
        const trimmed = text => {
          let [from, to] = [0, text.length];
          while (from < to && unseen.test(text[from])) { from++; }
          while (from < to && unseen.test(text[to - 1])) { to--; }
          return text.slice(from, to);
        };
        const clean = text => trimmed(text.toWellFormed())
          .replace(/[\u200B\u2060\uFEFF\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/g, '')
          .replace(/\s+/g, ' ').replaceAll('\u0000', '\uFFFD');
        const links = text => [...document.querySelectorAll('a[href]')].filter(each => clean(each.textContent) === text);
        const findAll = name => name.startsWith('link=') ? links(name.slice(5))
          : [...document.querySelectorAll(name.startsWith('css=') ? name.slice(4) : `[data-testid=${CSS.escape(name)}]`)];
        const find = name => name.startsWith('link=') ? links(name.slice(5))[0]
          : document.querySelector(name.startsWith('css=') ? name.slice(4) : `[data-testid=${CSS.escape(name)}]`);
        const isSeen = each => each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length > 0;
        const stateOf = marks => ({
          in: marks.in.some(find), between: marks.between.some(find),
          out: marks.out.some(name => findAll(name).some(isSeen)), wall: marks.wall.some(name => findAll(name).some(isSeen)),
          user: marks.user.map(name => clean(find(name)?.textContent ?? ''))[0] || null });
        """;

    /// <summary>The same script without its indents: it is sent, and read, with each question.</summary>
    public static string Compact(string script) => string.Join('\n', script.Split('\n').Select(line => line.TrimStart()));
}
