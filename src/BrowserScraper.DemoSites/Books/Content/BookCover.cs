using System.Text;
using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Books.Content;

/// <summary>Draws a book's cover as SVG: its title over arcs that follow from its id.</summary>
internal static class BookCover
{
    private const int LettersPerLine = 12;

    public static byte[] Of(Book book)
    {
        ulong hash = StableHash.Of(book.Position, "cover", book.Title);
        int hue = (int)(hash % 360);
        var drawing = new StringBuilder($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 420" width="300" height="420">
            <rect width="300" height="420" fill="hsl({hue},38%,30%)"/>

            """);
        int left = (int)((hash >> 9) % 300);
        drawing.Append($"""<g fill="none" stroke="hsl({hue + 30},55%,62%)" stroke-width="9">""");
        for (int ring = 0; ring < 7; ring++)
        {
            int radius = 40 + (ring * 34);
            drawing.Append($"""<circle cx="{left}" cy="420" r="{radius}" opacity="0.{8 - ring}"/>""");
        }

        drawing.Append("</g>\n");
        int line = 74;
        foreach (string words in LinesOf(book.Title))
        {
            Write(drawing, line, 34, words);
            line += 42;
        }

        Write(drawing, line + 4, 17, book.Author);
        return Encoding.UTF8.GetBytes(drawing.Append("</svg>\n").ToString());
    }

    private static IEnumerable<string> LinesOf(string title)
    {
        string line = "";
        foreach (string word in title.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > LettersPerLine)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    private static void Write(StringBuilder drawing, int line, int size, string text) => drawing.Append($"""
        <text x="24" y="{line}" font-family="Georgia,serif" font-size="{size}" fill="#fdf8ee">{text}</text>

        """);
}
