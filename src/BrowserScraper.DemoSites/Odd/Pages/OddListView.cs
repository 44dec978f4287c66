using System.Net;

namespace BrowserScraper.DemoSites.Odd.Pages;

/// <summary>A page of the list.</summary>
internal static class OddListView
{
    private const string Next = """
        <button type="button" id="next">Next</button>
        <script>
          let page = PAGE;
          const button = document.getElementById('next'), list = document.getElementById('rows');
          const hide = last => { button.hidden = last; };
          hide(page >= PAGES);
          button.addEventListener('click', async () => {
            const answer = await fetch('/api/list?page=' + (page + 1));
            if (!answer.ok) { list.innerHTML = '<li class="error">The list could not be loaded.</li>'; return; }
            const next = await answer.json();
            setTimeout(() => {
              page = next.page;
              list.innerHTML = next.html;
              if (PUSHES) { history.pushState({}, '', '/list?page=' + page); }
              hide(page >= next.pages);
            }, 200);
          });
        </script>
        """;

    public static string Render(OddPortalOptions options, OddListPage page) =>
        OddFrame.Inside(options.SignOut, $"List, page {page.Page}", $"""
        <h1>List</h1><p data-testid="total">of {page.Total} items</p>
        <ul id="rows" data-page="{page.Page}">{Rows(options, page)}</ul>
        {Further(options, page)}
        {(options.Texts.HasFlag(OddTexts.HalfEmojiInList) && page.Page == 1 && page.Rows.Count > 2
            ? OddItemPage.Cut("#rows li:nth-child(3) a")
            : "")}
        """);

    public static string Rows(OddPortalOptions options, OddListPage page) => string.Concat(page.Rows.Select(row =>
        $"<li data-testid=\"row\" data-key=\"{row.Key}\">{(options.List == OddListForm.Buttons ? Button(row) : Link(row))}</li>"));

    private static string Link(OddRow row) => $"""<a href="{row.Address}">{WebUtility.HtmlEncode(row.Title)}</a>""";

    private static string Button(OddRow row) =>
        $"""<a role="button" onclick="location.href = '{row.Address}'">{WebUtility.HtmlEncode(row.Title)}</a>""";

    private static string Further(OddPortalOptions options, OddListPage page) => options.List switch
    {
        OddListForm.PushState or OddListForm.Buttons => Next
            .Replace("PAGES", $"{page.Pages}", StringComparison.Ordinal)
            .Replace("PAGE", $"{page.Page}", StringComparison.Ordinal)
            .Replace("PUSHES", options.List == OddListForm.PushState ? "true" : "false", StringComparison.Ordinal),
        _ => page.Page < page.Pages ? $"""<a rel="next" href="/list?page={page.Page + 1}">Next page</a>""" : "",
    };
}
