using System.Text;
using BrowserScraper.Items;

namespace BrowserScraper.Output.Kinds;

/// <summary>Looks at parts of a file; how much is read does not depend on how long it is, unless a kind wants all of it.</summary>
internal sealed class FileProbe : IAsyncDisposable
{
    /// <summary>Signatures stand within so much of the beginning, and most ends within so much of the end.</summary>
    public const int Window = 1024;

    private readonly FileStream file;

    private FileProbe(FileStream file) => this.file = file;

    public long Length => file.Length;

    /// <summary>The first bytes, <see cref="Window"/> at the most.</summary>
    public byte[] Head { get; private set; } = [];

    public static async Task<FileProbe> OpenAsync(string path)
    {
        FileProbe probe = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true));
        probe.Head = await probe.ReadAsync(0, Window);
        return probe;
    }

    /// <summary>Bytes from a place on; fewer where the file ends, none where it ended before.</summary>
    public async Task<byte[]> ReadAsync(long offset, int count)
    {
        byte[] bytes = new byte[(int)Math.Clamp(file.Length - offset, 0, count)];
        file.Position = offset;
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    public Task<byte[]> ReadEndAsync(int count = Window) => ReadAsync(Math.Max(0, file.Length - count), count);

    /// <summary>The file from its beginning on, for kinds that have to be read as a whole. Dispose the probe, not the stream.</summary>
    public Stream ReadAll()
    {
        file.Position = 0;
        return file;
    }

    /// <summary>Whether the beginning has these bytes at this place.</summary>
    public bool Has(int offset, ReadOnlySpan<byte> signature) => Head.Length >= offset && Head.AsSpan(offset).StartsWith(signature);

    /// <summary>The beginning as text, a byte order mark left out.</summary>
    public string HeadText() => Encoding.UTF8.GetString(Head).TrimStart('\uFEFF');

    public string CutOff(string kind) => $"the {kind} is cut off after {Counted.Of(Length, "byte")}";

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
