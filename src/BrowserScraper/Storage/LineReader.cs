namespace BrowserScraper.Storage;

/// <summary>Reads a file line by line through one big buffer, without making a string of any line.</summary>
internal sealed class LineReader(Stream source, int bufferSize = 1 << 20)
{
    private byte[] buffer = new byte[bufferSize];
    private int next;
    private int filled;

    /// <summary>Where the last line begins in the file.</summary>
    public long LineStart { get; private set; }

    /// <summary>Where the next line begins in the file.</summary>
    public long Position { get; private set; }

    /// <summary>False where the file ended before the line did.</summary>
    public bool Terminated { get; private set; }

    /// <summary>The next line without its line feed; valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        int searched = 0;
        int length;
        while ((length = buffer.AsSpan(next + searched, filled - next - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = filled - next;
            if (!Fill())
            {
                return TakeRest(out line);
            }
        }

        length += searched;
        line = buffer.AsSpan(next, length);
        Terminated = true;
        Advance(length + 1);
        return true;
    }

    private bool TakeRest(out ReadOnlySpan<byte> line)
    {
        line = buffer.AsSpan(next, filled - next);
        Terminated = false;
        Advance(line.Length);
        return line.Length > 0;
    }

    private void Advance(int length)
    {
        next += length;
        LineStart = Position;
        Position += length;
    }

    private bool Fill()
    {
        if (next > 0)
        {
            buffer.AsSpan(next, filled - next).CopyTo(buffer);
            filled -= next;
            next = 0;
        }
        else if (filled == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        int read = source.Read(buffer, filled, buffer.Length - filled);
        filled += read;
        return read > 0;
    }
}
