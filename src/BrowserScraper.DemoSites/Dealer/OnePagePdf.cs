using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>
/// Writes a PDF of one letter-size page: drawing operators, two of the fonts that every viewer has, and JPEG
/// pictures.
/// </summary>
internal sealed class OnePagePdf
{
    private readonly ArrayBufferWriter<byte> file = new(48 * 1024);
    private readonly List<int> offsets = [];

    private OnePagePdf()
    {
    }

    /// <param name="title">ASCII.</param>
    /// <param name="drawing">
    /// The page's operators; fonts are /F1 (Helvetica) and /F2 (bold), pictures /P0, /P1 and so on.
    /// </param>
    /// <param name="pictures">480 x 320 baseline JPEG files.</param>
    public static byte[] Write(string title, string drawing, params ReadOnlySpan<byte[]> pictures)
    {
        var pdf = new OnePagePdf();
        byte[] content = Encoding.ASCII.GetBytes(drawing);

        pdf.Raw("%PDF-1.4\n%\u00E2\u00E3\u00CF\u00D3\n");
        pdf.Object("<< /Type /Catalog /Pages 2 0 R >>");
        pdf.Object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        pdf.Object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 7 0 R /Resources << "
            + $"/Font << /F1 4 0 R /F2 5 0 R >> /XObject << {References(pictures.Length)}>> >> >>");
        pdf.Object(Font("Helvetica"));
        pdf.Object(Font("Helvetica-Bold"));
        pdf.Object($"<< /Title {Text(title)} >>");
        pdf.StreamObject("", content);
        foreach (byte[] picture in pictures)
        {
            pdf.StreamObject(
                "/Type /XObject /Subtype /Image /Width 480 /Height 320 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
                + "/Filter /DCTDecode ",
                picture);
        }

        return pdf.Finish(Convert.ToHexString(SHA256.HashData(content).AsSpan(0, 16)));
    }

    /// <summary>A PDF string literal.</summary>
    public static string Text(string ascii) =>
        "(" + ascii.Replace(@"\", @"\\").Replace("(", @"\(").Replace(")", @"\)") + ")";

    private static string Font(string name) =>
        $"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>";

    private static string References(int pictures) =>
        string.Concat(Enumerable.Range(0, pictures).Select(number => $"/P{number} {8 + number} 0 R "));

    private void Object(string body)
    {
        BeginObject();
        Raw($"{body}\nendobj\n");
    }

    private void StreamObject(string entries, ReadOnlySpan<byte> content)
    {
        BeginObject();
        Raw($"<< {entries}/Length {content.Length} >>\nstream\n");
        file.Write(content);
        Raw("\nendstream\nendobj\n");
    }

    private void BeginObject()
    {
        offsets.Add(file.WrittenCount);
        Raw($"{offsets.Count} 0 obj\n");
    }

    private byte[] Finish(string id)
    {
        int table = file.WrittenCount;

        // Each entry of the table is exactly 20 bytes, the blank before the line feed included.
        Raw($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (int offset in offsets)
        {
            Raw(offset.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n");
        }

        Raw($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R /Info 6 0 R /ID [<{id}> <{id}>] >>\n");
        Raw($"startxref\n{table}\n%%EOF\n");
        return file.WrittenSpan.ToArray();
    }

    private void Raw(string text) => Encoding.Latin1.GetBytes(text, file);
}
