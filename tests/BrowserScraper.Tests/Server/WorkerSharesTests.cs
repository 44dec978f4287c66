using BrowserScraper.Server.Jobs;

namespace BrowserScraper.Tests.Server;

public sealed class WorkerSharesTests
{
    [Theory]
    [InlineData(5, new[] { 0 }, new[] { 5 })]
    [InlineData(5, new[] { 0, 0 }, new[] { 3, 2 })]
    [InlineData(2, new[] { 0, 0, 0 }, new[] { 1, 1, 0 })]
    [InlineData(10, new[] { 2, 0 }, new[] { 2, 8 })]
    [InlineData(10, new[] { 2, 3 }, new[] { 2, 3 })]
    [InlineData(0, new[] { 0, 3 }, new[] { 0, 0 })]
    [InlineData(3, new int[0], new int[0])]
    public void Divide_AmongJobs_IsEvenWithinTheirLimits(int workers, int[] limits, int[] expected) =>
        Assert.Equal(expected, WorkerShares.Divide(workers, [.. limits.Select(limit => limit == 0 ? (int?)null : limit)]));
}
