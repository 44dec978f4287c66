namespace BrowserScraper.Output.Kinds;

/// <summary>
/// Text, in which a field that begins with a quote ends with one (RFC 4180, 2, rules 5 to 7). Nothing else tells the end of a CSV file; a
/// quote inside a field that does not begin with one, such as 5" pipe, is left alone.
/// </summary>
internal static class CsvFile
{
    private enum At
    {
        FieldStart,
        Field,
        Quoted,
        QuoteInQuoted,
    }

    private const int Piece = 64 * 1024;

    public static async Task<string?> FaultAsync(FileProbe file)
    {
        if (file.Has(0, [0xFF, 0xFE]) || file.Has(0, [0xFE, 0xFF]))
        {
            return file.Length % 2 == 0 ? null : file.CutOff("CSV"); // UTF-16, as Excel saves it
        }

        if (PdfFile.Is(file) || file.HeadText().TrimStart().StartsWith('{') || HtmlPage.IsPiece(file.HeadText()))
        {
            return "it is no CSV";
        }

        Stream source = file.ReadAll();
        source.Position = file.Has(0, [0xEF, 0xBB, 0xBF]) ? 3 : 0;
        byte[] buffer = new byte[Piece];
        At at = At.FieldStart;
        while (await source.ReadAsync(buffer) is > 0 and var read)
        {
            if (buffer.AsSpan(0, read).Contains((byte)0))
            {
                return "it is no CSV";
            }

            at = Follow(at, buffer.AsSpan(0, read));
        }

        return at == At.Quoted ? file.CutOff("CSV") : null;
    }

    private static At Follow(At at, ReadOnlySpan<byte> piece)
    {
        foreach (byte letter in piece)
        {
            bool isQuote = letter == '"';
            at = at switch
            {
                At.Quoted => isQuote ? At.QuoteInQuoted : At.Quoted,
                At.QuoteInQuoted or At.FieldStart when isQuote => At.Quoted,
                _ => letter is (byte)',' or (byte)';' or (byte)'\t' or (byte)'|' or (byte)'\r' or (byte)'\n' ? At.FieldStart : At.Field,
            };
        }

        return at;
    }
}
