using System.Text;
using BrowserScraper.Checkpoints;

namespace BrowserScraper.Tests.Kept;

/// <summary>
/// A snapshot with two items, as a later program might write it: each line sealed with its checksum, and members in it that are not known
/// here.
/// </summary>
internal static class FutureCheckpoint
{
    private const string ItemA = "'key':'a','state':'done','updated':'2027-01-01T00:00:00+00:00','data':{'known':'x','deep':{'y':1}},"
        + "'files':[{'path':'a.avif','size':3,'sha256':'00','kind':'avif','pages':2}],'rating':{'score':[1,2]}}";

    private const string ItemB = "'key':'b','state':'dreaming','updated':'2027-01-01T00:00:00+00:00','due_by':'soon'}";

    /// <param name="path">Where.</param>
    /// <param name="format">As it stands in the header.</param>
    public static void Write(string path, string format = "1")
    {
        string header =
            $"'format':{format},'job':'dealer-inventory','site':'the demo "
                + "portal','created':'2027-01-01T00:00:00+00:00','sequence':2,'count':2,"
            + "'origin':{'by':'version 9'}}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(
            path,
            ["{", $"\"header\":{Sealed(header)},", "\"items\":[", $"{Sealed(ItemA)},", Sealed(ItemB), "],",
                $"\"footer\":{Sealed("'sequence':2,'count':2}")}", "}"]);
    }

    private static string Sealed(string rest)
    {
        string quoted = rest.Replace('\'', '"');
        byte[] line = new byte[CheckedLine.FrameLength + Encoding.UTF8.GetByteCount(quoted)];
        Encoding.UTF8.GetBytes(quoted, line.AsSpan(CheckedLine.FrameLength));
        CheckedLine.Seal(line);
        return Encoding.UTF8.GetString(line);
    }
}
