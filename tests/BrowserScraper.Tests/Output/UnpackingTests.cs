using System.IO.Compression;
using BrowserScraper.Output;

namespace BrowserScraper.Tests.Output;

public sealed class UnpackingTests
{
    private static readonly byte[] File = [.. Enumerable.Range(0, 300_000).Select(number => (byte)((number * 31) ^ (number >> 7)))];

    [Theory]
    [InlineData("")]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("gzip,gzip")]
    [InlineData("br,gzip")]
    [InlineData("utf-8")]
    [InlineData("none")]
    public async Task Of_WhateverItIsPackedWith_IsTheFile(string packed)
    {
        string[] encodings = packed.Split(',', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(File, await UnpackAsync(encodings.Aggregate(File, Pack), encodings));
    }

    [Theory]
    [InlineData("gzip", 1)]
    [InlineData("gzip", 5000)]
    [InlineData("br", 1)]
    [InlineData("br", 5000)]
    [InlineData("gzip,gzip", 9)]
    [InlineData("deflate", 1)]
    [InlineData("deflate", 5000)]
    public async Task Of_ABodyThatEndsEarly_IsAnError(string packed, int missing)
    {
        string[] encodings = packed.Split(',');
        byte[] body = encodings.Aggregate(File, Pack);

        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(body[..^missing], encodings));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    public async Task Of_GzipInSeveralParts_IsTheFileAndKnowsItsEnd(int parts)
    {
        byte[] body = [.. File.Chunk((File.Length / parts) + 1).SelectMany(part => Pack(part, "gzip"))];

        Assert.Equal(File, await UnpackAsync(body, ["gzip"]));
        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(body[..^3], ["gzip"]));
    }

    [Fact]
    public async Task Of_WhatIsNotPackedAsItSays_IsTakenAsBrowsersTakeIt()
    {
        byte[] text = "id,name\n1,one\n"u8.ToArray();
        using MemoryStream bare = new();
        await using (DeflateStream packing = new(bare, CompressionLevel.Fastest, leaveOpen: true))
        {
            await packing.WriteAsync(File, TestContext.Current.CancellationToken);
        }

        Assert.Equal(text, await UnpackAsync(text, ["gzip"]));
        Assert.Equal(File, await UnpackAsync(bare.ToArray(), ["deflate"]));
        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(bare.ToArray()[..^5000], ["deflate"]));
        Assert.Empty(await UnpackAsync([], ["gzip"]));
    }

    [Fact]
    public async Task Of_APackingThatNobodyKnows_IsAnErrorThatNamesIt()
    {
        NotSupportedException unknown = await Assert.ThrowsAsync<NotSupportedException>(() => UnpackAsync(File, ["zstd"]));

        Assert.Contains("'zstd'", unknown.Message, StringComparison.Ordinal);
    }

    private static byte[] Pack(byte[] bytes, string encoding)
    {
        using MemoryStream packed = new();
        using (Stream packing = encoding.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(packed, CompressionLevel.Fastest),
            "DEFLATE" => new ZLibStream(packed, CompressionLevel.Fastest),
            "BR" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new BufferedStream(packed),
        })
        {
            packing.Write(bytes);
        }

        return packed.ToArray();
    }

    private static async Task<byte[]> UnpackAsync(byte[] body, string[] encodings)
    {
        await using Stream unpacked = Unpacking.Of(new MemoryStream(body), encodings);
        using MemoryStream file = new();
        await unpacked.CopyToAsync(file, TestContext.Current.CancellationToken);
        return file.ToArray();
    }
}
