using System.Text;
using BrowserScraper.Discovery;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.Discovery;

public sealed class InputTextTests
{
    [Fact]
    public async Task ReadAsync_LinesAsPeopleWriteThem_LeavesOutEmptyOnesAndRemarks()
    {
        List<InputLine> read =
            await InputText.ReadAsync(() => new StringReader("one\r\n\n  two  \n# three\nfour"), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["one", "two", "four"], read.Select(line => line.Input));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public async Task Open_ListInAnyEncoding_IsReadTheSame(string encoding, string end)
    {
        Encoding code = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. code.GetPreamble(), .. code.GetBytes(string.Join(end, "\u00FCbung", "# remark", "", "two", "three"))];

        List<InputLine> read =
            await InputText.ReadAsync(() => InputText.Open(new DrippingStream(bytes)), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["\u00FCbung", "two", "three"], read.Select(line => line.Input));
    }

    [Theory]
    [InlineData("\uFEFFone")] // one list behind another
    [InlineData("\u200Eone\u200B\u00A0")]
    [InlineData("\0one\0")]
    public void Of_WhatNobodySeesAtTheEnds_IsLeftOut(string line) => Assert.Equal(new("one"), InputText.Of(line));

    [Fact]
    public void Of_RemarkBehindAMark_IsNone() => Assert.Null(InputText.Of("\uFEFF# remark"));

    [Fact]
    public async Task ReadAsync_StoppedWhileItWaitsForALine_Ends()
    {
        using CancellationTokenSource stopping = new();
        using BlockedReader text = new();
        ValueTask<bool> next = InputText.ReadAsync(() => text, stopping.Token).GetAsyncEnumerator(CancellationToken.None).MoveNextAsync();

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        text.Free();
    }

    public static MatrixTheoryData<string, string> Written => new(["utf-8", "utf-16", "utf-16BE", "utf-32"], ["\n", "\r\n", "\r"]);

    /// <summary>A pipe that gives a byte at a time.</summary>
    private sealed class DrippingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
    }

    /// <summary>A terminal at which nobody types.</summary>
    private sealed class BlockedReader : TextReader
    {
        private readonly ManualResetEventSlim typed = new();

        public void Free() => typed.Set();

        public override string? ReadLine()
        {
            typed.Wait();
            return null;
        }

        protected override void Dispose(bool disposing)
        {
            typed.Set();
            base.Dispose(disposing);
        }
    }
}
