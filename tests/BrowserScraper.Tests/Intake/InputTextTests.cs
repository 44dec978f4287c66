using BrowserScraper.Intake;

namespace BrowserScraper.Tests.Intake;

public sealed class InputTextTests
{
    [Fact]
    public async Task ReadAsync_LinesAsPeopleWriteThem_LeavesOutEmptyOnesAndRemarks()
    {
        List<InputLine> read = await InputText.ReadAsync(() => new StringReader("one\r\n\n  two  \n# three\nfour"), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["one", "two", "four"], read.Select(line => line.Input));
    }

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
