using System.Text;

namespace BrowserScraper.App.Display;

/// <summary>Lets only ASCII pass, so that output reads the same in every console and log; what is not gets a question mark.</summary>
internal sealed class AsciiWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => Encoding.ASCII;

    public override void Write(char value) => inner.Write(char.IsAscii(value) ? value : '?');

    public override void Write(string? value)
    {
        if (value is not null)
        {
            inner.Write(System.Text.Ascii.IsValid(value)
                ? value : string.Concat(value.Select(letter => char.IsAscii(letter) ? letter : '?')));
        }
    }

    public override void Flush() => inner.Flush();
}
