using System.Text;

namespace BrowserScraper.Reports;

/// <summary>A piece of HTML. Whatever is put into an interpolated one is encoded, unless it is such a piece itself.</summary>
internal readonly struct Html
{
    private readonly string? text;

    private Html(string text) => this.text = text;

    public bool IsEmpty => string.IsNullOrEmpty(text);

    public static Html Of(HtmlInterpolation content) => new(content.ToString());

    /// <summary>Text that is HTML already and holds nothing from outside.</summary>
    public static Html Trusted(string html) => new(html);

    public static Html Each<T>(IEnumerable<T> parts, Func<T, Html> draw)
    {
        StringBuilder all = new();
        foreach (T part in parts)
        {
            all.Append(draw(part));
        }

        return new(all.ToString());
    }

    public static Html When(bool condition, Func<Html> draw) => condition ? draw() : default;

    public override string ToString() => text ?? "";
}
