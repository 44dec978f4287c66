using BrowserScraper.Items;

namespace BrowserScraper.Tests.Items;

public sealed class HttpAnswerTests
{
    private static readonly DateTimeOffset Now = new(2025, 10, 2, 14, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(200, null, null)]
    [InlineData(304, null, null)]
    [InlineData(401, null, "SignedOut")]
    [InlineData(403, null, "Failed")]
    [InlineData(404, null, "Rejected")]
    [InlineData(408, null, "Failed")]
    [InlineData(410, null, "Rejected")]
    [InlineData(418, null, "Rejected")]
    [InlineData(429, null, "Throttled")]
    [InlineData(500, null, "Failed")]
    [InlineData(503, null, "Failed")]
    [InlineData(503, "3", "Throttled")]
    public void Judge_Status_MeansItsOutcome(int status, string? retryAfter, string? outcome)
    {
        ItemOutcome? judged = HttpAnswer.Judge(status, retryAfter, "https://one.example/a", Now);

        Assert.Equal(outcome, judged?.Name);
        if (judged is not null)
        {
            Assert.Contains($"{status} for https://one.example/a", judged.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(200, null, null)]
    [InlineData(203, null, null)]
    [InlineData(202, null, "BadFile")]
    [InlineData(202, "3", "Throttled")]
    [InlineData(204, null, "BadFile")]
    [InlineData(206, null, "BadFile")]
    [InlineData(304, null, "BadFile")]
    [InlineData(401, null, "SignedOut")]
    [InlineData(404, null, "Rejected")]
    [InlineData(503, "3", "Throttled")]
    public void JudgeFile_OnlyAWholeAnswer_IsAFile(int status, string? retryAfter, string? outcome) =>
        Assert.Equal(outcome, HttpAnswer.JudgeFile(status, retryAfter, "https://one.example/a.pdf", Now)?.Name);

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("Thu, 02 Oct 2025 14:30:42 GMT", 42)]
    [InlineData("Thursday, 02-Oct-25 14:30:42 GMT", 42)]
    [InlineData("Thu, 02 Oct 2025 14:29:00 GMT", 0)]
    [InlineData("601", 600)]
    [InlineData("99999999999999999999", 600)]
    [InlineData("Thu, 02 Oct 2036 14:30:00 GMT", 600)]
    [InlineData(null, 5)]
    [InlineData("", 5)]
    [InlineData("soon", 5)]
    [InlineData("-7", 5)]
    [InlineData("1.5", 5)]
    public void Judge_RetryAfter_IsWaitedForWithinTenMinutes(string? retryAfter, int seconds)
    {
        ItemOutcome? judged = HttpAnswer.Judge(429, retryAfter, "https://one.example/a", Now);

        Assert.Equal(Now.AddSeconds(seconds), Assert.IsType<ItemOutcome.Throttled>(judged).Until);
    }
}
