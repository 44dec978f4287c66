using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace BrowserScraper.Reports;

/// <summary>Builds an interpolated <see cref="Html"/>: its literal parts as they are, its values encoded.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlInterpolation(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new(literalLength + (16 * formattedCount));

    public void AppendLiteral(string html) => text.Append(html);

    public void AppendFormatted(Html html) => text.Append(html);

    public void AppendFormatted<T>(T value) => AppendFormatted(value, format: null);

    public void AppendFormatted<T>(T value, string? format) =>
        text.Append(Encoder.Encode(value is IFormattable number ? number.ToString(format, null) : value?.ToString() ?? ""));

    public override string ToString() => text.ToString();
}
