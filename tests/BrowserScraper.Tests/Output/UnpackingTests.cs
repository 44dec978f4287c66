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
    public async Task Of_ABodyThatEndsEarly_IsAnError(string packed, int missing)
    {
        string[] encodings = packed.Split(',');
        byte[] body = encodings.Aggregate(File, Pack);

        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(body[..^missing], encodings));
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
