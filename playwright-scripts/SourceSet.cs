using System.Globalization;
using System.Text.RegularExpressions;

namespace BrowserScraper.Scripts;

/// <summary>One picture of several in a <c>srcset</c>.</summary>
/// <param name="Address">As it is written, relative to the page.</param>
/// <param name="Width">In pixels, or null where its density is told.</param>
/// <param name="Density">Pixels for each one of the page. 1 where nothing is told.</param>
internal sealed record SourceSetCandidate(string Address, double? Width, double Density);

/// <summary>Reads a <c>srcset</c> attribute as the HTML standard does (4.8.4.3.10, parsing a srcset attribute).</summary>
internal static partial class SourceSet
{
    private const string Blanks = " \t\n\f\r";

    /// <summary>All candidates in their order; one with a wrong descriptor is left out.</summary>
    public static IEnumerable<SourceSetCandidate> Read(string value)
    {
        for (int at = 0; ;)
        {
            at = SkipTo(value, at, letter => !Blanks.Contains(letter) && letter != ',');
            if (at == value.Length)
            {
                yield break;
            }

            // An address goes to the next blank: commas within it are its own, as in data:. One at its end closes the candidate.
            int end = SkipTo(value, at, Blanks.Contains);
            string written = value[at..end];
            string address = written.TrimEnd(',');
            List<string> descriptors = [];
            at = address.Length < written.Length ? end : ReadDescriptors(value, end, descriptors);
            if (Candidate(address, descriptors) is { } candidate)
            {
                yield return candidate;
            }
        }
    }

    /// <summary>
    /// The largest first, of equal ones in their order. Where widths are told, those without one come last, as nothing says how they
    /// compare.
    /// </summary>
    public static IEnumerable<SourceSetCandidate> BySize(string value) =>
        Read(value).OrderByDescending(candidate => candidate.Width ?? -1).ThenByDescending(candidate => candidate.Density);

    /// <returns>Where the candidate's comma has been passed, or the end.</returns>
    private static int ReadDescriptors(string value, int at, List<string> descriptors)
    {
        while (true)
        {
            at = SkipTo(value, at, letter => !Blanks.Contains(letter));
            int end = EndOfDescriptor(value, at);
            if (end > at)
            {
                descriptors.Add(value[at..end]);
            }

            at = end;
            if (at == value.Length || value[at] == ',')
            {
                return Math.Min(at + 1, value.Length);
            }
        }
    }

    // Within parentheses blanks and commas end nothing.
    private static int EndOfDescriptor(string value, int at)
    {
        bool isInside = false;
        for (; at < value.Length; at++)
        {
            if (!isInside && (value[at] == ',' || Blanks.Contains(value[at])))
            {
                break;
            }

            isInside = isInside ? value[at] != ')' : value[at] == '(';
        }

        return at;
    }

    private static SourceSetCandidate? Candidate(string address, List<string> descriptors)
    {
        double? width = null, height = null, density = null;
        foreach (string descriptor in descriptors)
        {
            Match found = Descriptor().Match(descriptor);
            double number = found.Success ? double.Parse(found.Groups["number"].Value, CultureInfo.InvariantCulture) : 0;
            switch (found.Groups["unit"].Value)
            {
                case "w" when width is null && density is null && number > 0:
                    width = number;
                    break;
                case "h" when height is null && density is null && number > 0:
                    height = number;
                    break;
                case "x" when width is null && height is null && density is null && number >= 0:
                    density = number;
                    break;
                default:
                    return null;
            }
        }

        return height is not null && width is null ? null : new(address, width, density ?? 1);
    }

    private static int SkipTo(string value, int at, Func<char, bool> isEnd)
    {
        while (at < value.Length && !isEnd(value[at]))
        {
            at++;
        }

        return at;
    }

    // Whole numbers of pixels; a density may have a fraction, an exponent and a minus, and no plus.
    [GeneratedRegex(@"^(?:(?<number>[0-9]+)(?<unit>[wh])|(?<number>-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(?<unit>x))\z")]
    private static partial Regex Descriptor();
}
