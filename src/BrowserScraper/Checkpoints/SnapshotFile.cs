using System.Text;

namespace BrowserScraper.Checkpoints;

/// <summary>Writes a snapshot: one JSON document for any tool, and one checked line per item for us.</summary>
internal static class SnapshotFile
{
    public static void Write(Stream target, SnapshotHeader header, byte[][] bodies)
    {
        LineBuffer lines = new(target);
        lines.Add("{\n\"header\":"u8, header.Write(), ",\n\"items\":[\n"u8);
        for (int index = 0; index < bodies.Length; index++)
        {
            lines.Add([], bodies[index], index + 1 < bodies.Length ? ",\n"u8 : "\n"u8);
        }

        // The footer says again what a damaged header would have told.
        byte[] footer = Encoding.ASCII.GetBytes($"\"sequence\":{header.Sequence},\"count\":{header.Count}}}");
        lines.Add("],\n\"footer\":"u8, footer, "\n}\n"u8);
        lines.Flush();
    }

    private sealed class LineBuffer(Stream target)
    {
        private byte[] buffer = new byte[1 << 20];
        private int filled;

        public void Add(ReadOnlySpan<byte> before, ReadOnlySpan<byte> rest, ReadOnlySpan<byte> after)
        {
            int length = before.Length + CheckedLine.FrameLength + rest.Length + after.Length;
            if (length > buffer.Length - filled)
            {
                Flush();
                Array.Resize(ref buffer, Math.Max(buffer.Length, length));
            }

            Span<byte> space = buffer.AsSpan(filled, length);
            before.CopyTo(space);
            Span<byte> line = space.Slice(before.Length, CheckedLine.FrameLength + rest.Length);
            rest.CopyTo(line[CheckedLine.FrameLength..]);
            CheckedLine.Seal(line);
            after.CopyTo(space[(before.Length + line.Length)..]);
            filled += length;
        }

        public void Flush()
        {
            target.Write(buffer, 0, filled);
            filled = 0;
        }
    }
}
