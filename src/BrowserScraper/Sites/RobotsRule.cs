using System.Globalization;
using System.Text;

namespace BrowserScraper.Sites;

/// <summary>One line of a robots.txt (RFC 9309, 2.2.2 and 2.2.3).</summary>
internal sealed class RobotsRule
{
    private const string Unreserved = "-._~";
    private const string Reserved = ":/?#[]@!&'()+,;="; // * and $ have a meaning of their own
    private const string DelimitersOfParts = ":/?[]@";

    private readonly string[] parts;
    private readonly bool isWhole;

    /// <param name="pattern">As the file has it: <c>*</c> stands for anything, <c>$</c> at the end for the address's end.</param>
    /// <param name="isAllowing">Whether it allows what it fits.</param>
    public RobotsRule(string pattern, bool isAllowing)
    {
        isWhole = pattern.EndsWith('$');
        string canonical = Canonical(isWhole ? pattern[..^1] : pattern, isPattern: true);
        parts = canonical.Split('*');
        IsAllowing = isAllowing;
        Length = canonical.Length + (isWhole ? 1 : 0);
    }

    public bool IsAllowing { get; }

    /// <summary>In octets.</summary>
    public int Length { get; }

    /// <summary>An address as rules are compared with it.</summary>
    public static string PathOf(Uri address) => Canonical(address.PathAndQuery, isPattern: false);

    /// <param name="path">See <see cref="PathOf"/>.</param>
    public bool Fits(string path)
    {
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        int at = parts[0].Length;
        foreach (string part in parts.AsSpan(1..))
        {
            int found = path.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        // The last part may also stand further on than where it was found first.
        return !isWhole || at == path.Length || (parts.Length > 1 && path.EndsWith(parts[^1], StringComparison.Ordinal));
    }

    /// <summary>
    /// One spelling for each address: what needs no percent sign has none, all else has one, in capitals. Within a query the delimiters of
    /// an address mean nothing, so <c>?to=http%3A%2F%2Fa.example</c> is <c>?to=http://a.example</c>; in a path <c>%2F</c> is another than
    /// <c>/</c>.
    /// </summary>
    private static string Canonical(string text, bool isPattern)
    {
        StringBuilder canonical = new(text.Length);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        bool isQuery = false;
        for (int index = 0; index < bytes.Length; index++)
        {
            char letter = (char)bytes[index];
            bool isEncoded = letter == '%' && IsHex(bytes, index + 1);
            if (isEncoded)
            {
                letter = (char)byte.Parse(bytes.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                index += 2;
            }

            bool isPlain = char.IsAsciiLetterOrDigit(letter) || Unreserved.Contains(letter)
                || (isEncoded ? isQuery && DelimitersOfParts.Contains(letter) : Reserved.Contains(letter) || (isPattern && letter == '*'));
            isQuery |= letter == '?' && !isEncoded;
            canonical.Append(isPlain ? $"{letter}" : $"%{(int)letter:X2}");
        }

        return canonical.ToString();
    }

    private static bool IsHex(byte[] bytes, int index) =>
        index + 1 < bytes.Length && char.IsAsciiHexDigit((char)bytes[index]) && char.IsAsciiHexDigit((char)bytes[index + 1]);
}
