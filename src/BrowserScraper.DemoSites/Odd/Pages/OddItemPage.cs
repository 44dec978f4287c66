using System.Net;

namespace BrowserScraper.DemoSites.Odd.Pages;

/// <summary>The page of an item, as odd as its texts are to be.</summary>
internal static class OddItemPage
{
    private const int FirstCut = 4;

    private const string Fill = """
        <script>
          setTimeout(() => document.querySelectorAll('[data-later]').forEach(field => {
            field.textContent = field.dataset.later;
            field.removeAttribute('aria-busy');
          }), 300);
        </script>
        """;

    private static readonly string[] NotYet = ["Loading", "...", "--", ""];

    public static string Render(OddPortalOptions options, OddItem item, string file)
    {
        string body = $"""
            <h1>{WebUtility.HtmlEncode(item.Title)}</h1>
            {Field(options.Texts, item, "note", item.Note)}
            {Field(options.Texts, item, "code", item.Code)}
            <p data-testid="remark">Nice car &#x1F697; near item {item.Number}</p>
            <p><a href="{file}">File</a></p>
            {ScriptOf(options.Texts, item.Number)}
            """;
        return options.SignOut is OddSignOut.NoHeader or OddSignOut.KnownElsewhere
            ? OddFrame.Bare(item.Title, body)
            : OddFrame.Inside(options.SignOut, item.Title, body);
    }

    private static string Field(OddTexts texts, OddItem item, string name, string value)
    {
        string shown = texts.HasFlag(OddTexts.Invisible)
            ? $"\u200E\u00A0{value.Replace(" ", "\u00A0 ", StringComparison.Ordinal)}\u200B\uFEFF" : value;
        string notYet = NotYet[item.Number % NotYet.Length];
        return texts.HasFlag(OddTexts.Late)
            ? $"<p data-testid=\"{name}\" data-later=\"{shown}\" aria-busy=\"true\">{notYet}</p>"
            : $"<p data-testid=\"{name}\">{shown}</p>";
    }

    private static string ScriptOf(OddTexts texts, int number)
    {
        OddTexts own = (number - FirstCut) switch
        {
            0 => OddTexts.HalfEmojiOnItem,
            1 => OddTexts.HalfEmojiUnread,
            2 => OddTexts.HalfEmojiInConsole,
            _ => OddTexts.None,
        };
        string script = (own & texts) switch
        {
            OddTexts.HalfEmojiOnItem => Cut("h1"),
            OddTexts.HalfEmojiUnread => Cut("[data-testid=remark]"),
            OddTexts.HalfEmojiInConsole => """<script>console.log('half an emoji: \ud83d');</script>""",
            _ => "",
        };
        return script + (texts.HasFlag(OddTexts.Late) ? Fill : "");
    }

    /// <summary>A script that cuts a text after ten characters, as the portal's titles have an emoji there.</summary>
    public static string Cut(string selector) =>
        $$"""<script>{ const cut = document.querySelector('{{selector}}'); """
        + "cut.textContent = cut.textContent.slice(0, 10) + '...'; }</script>";
}
