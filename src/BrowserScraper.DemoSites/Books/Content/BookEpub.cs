using System.IO.Compression;
using System.Net;
using System.Text;

namespace BrowserScraper.DemoSites.Books.Content;

/// <summary>Binds a book as EPUB 3. The same book gives the same bytes, in every run.</summary>
internal static class BookEpub
{
    private const string Container = """
        <?xml version="1.0" encoding="utf-8"?>
        <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
          <rootfiles><rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
        </container>

        """;

    private const string Style = """
        body { font-family: Georgia, serif; line-height: 1.5; margin: 1em; }
        h1 { font-size: 1.4em; }

        """;

    // The time that ZIP counts from: no clock may show in the bytes.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Of(Book book)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            // First and stored, so that the kind of file can be read at a fixed place (EPUB OCF 3.3, section 4.3).
            Add(archive, "mimetype", "application/epub+zip"u8, CompressionLevel.NoCompression);
            Add(archive, "META-INF/container.xml", Container);
            Add(archive, "EPUB/content.opf", PackageOf(book));
            Add(archive, "EPUB/nav.xhtml", NavigationOf(book));
            Add(archive, "EPUB/style.css", Style);
            Add(archive, "EPUB/cover.svg", BookCover.Of(book), CompressionLevel.Optimal);
            foreach (Chapter chapter in BookText.ChaptersOf(book))
            {
                Add(archive, $"EPUB/{FileOf(chapter)}", TextOf(chapter));
            }
        }

        return bytes.ToArray();
    }

    private static string PackageOf(Book book)
    {
        var chapters = BookText.ChaptersOf(book).ToList();
        string manifest = string.Concat(chapters.Select(chapter => $"""
                <item id="c{chapter.Number}" href="{FileOf(chapter)}" media-type="application/xhtml+xml"/>

            """));
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
              <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
                <dc:identifier id="id">urn:quillmere:{book.Id}</dc:identifier>
                <dc:title>{Safe(book.Title)}</dc:title>
                <dc:creator>{Safe(book.Author)}</dc:creator>
                <dc:language>en</dc:language>
                {string.Concat(book.Skills.Select(skill => $"<dc:subject>{Safe(skill)}</dc:subject>"))}
                <meta property="dcterms:modified">{book.Year}-01-01T00:00:00Z</meta>
              </metadata>
              <manifest>
                <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
                <item id="css" href="style.css" media-type="text/css"/>
                <item id="cover" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>
            {manifest}  </manifest>
              <spine>{string.Concat(chapters.Select(chapter => $"<itemref idref=\"c{chapter.Number}\"/>"))}</spine>
            </package>

            """;
    }

    private static string NavigationOf(Book book)
    {
        string entries = string.Concat(BookText.ChaptersOf(book).Select(chapter =>
            $"<li><a href=\"{FileOf(chapter)}\">{Safe(chapter.Title)}</a></li>"));
        return DocumentOf(book.Title, $"""
            <nav epub:type="toc" xmlns:epub="http://www.idpf.org/2007/ops">
            <h1>{Safe(book.Title)}</h1><ol>{entries}</ol>
            </nav>
            """);
    }

    private static string TextOf(Chapter chapter) => DocumentOf(
        chapter.Title,
        $"""
        <h1>{chapter.Number}. {Safe(chapter.Title)}</h1>
        {string.Join('\n', chapter.Paragraphs.Select(paragraph => $"<p>{Safe(paragraph)}</p>"))}
        """);

    private static string DocumentOf(string title, string body) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
        <head><title>{Safe(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
        <body>
        {body}
        </body>
        </html>

        """;

    private static string FileOf(Chapter chapter) => $"chapter-{chapter.Number}.xhtml";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static void Add(ZipArchive archive, string name, string text) =>
        Add(archive, name, Encoding.UTF8.GetBytes(text), CompressionLevel.Optimal);

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content, CompressionLevel level)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, level);
        entry.LastWriteTime = Epoch;
        using Stream stream = entry.Open();
        stream.Write(content);
    }
}
