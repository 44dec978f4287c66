using System.Text.Json;

namespace BrowserScraper.Output.Kinds;

/// <summary>
/// Parsed to its end, piece by piece: one value and nothing after it (RFC 8259, 2). Memory grows with the longest text in it only.
/// </summary>
internal static class JsonFile
{
    private const int Piece = 64 * 1024;
    private const int LongestText = 64 * 1024 * 1024;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    public static async Task<string?> FaultAsync(FileProbe file)
    {
        Stream source = file.ReadAll();
        source.Position = file.Has(0, [0xEF, 0xBB, 0xBF]) ? 3 : 0; // a byte order mark, which many writers put there all the same
        byte[] buffer = new byte[Piece];
        JsonReaderState state = new(Options);
        int kept = 0;
        bool isLast = false;
        try
        {
            while (!isLast && kept < LongestText)
            {
                if (kept == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                int read = await source.ReadAsync(buffer.AsMemory(kept));
                isLast = read == 0;
                kept = Parse(buffer, kept + read, isLast, ref state);
            }

            return isLast ? null : "a text in the JSON is longer than 64 MB";
        }
        catch (JsonException broken)
        {
            return isLast ? file.CutOff("JSON") : $"it is no JSON (line {broken.LineNumber + 1})";
        }
    }

    /// <returns>How many bytes belong to something that goes on in the next piece; they stand at the buffer's beginning then.</returns>
    private static int Parse(byte[] buffer, int filled, bool isLast, ref JsonReaderState state)
    {
        Utf8JsonReader reader = new(buffer.AsSpan(0, filled), isLast, state);
        while (reader.Read())
        {
        }

        state = reader.CurrentState;
        int used = (int)reader.BytesConsumed;
        buffer.AsSpan(used, filled - used).CopyTo(buffer);
        return filled - used;
    }
}
