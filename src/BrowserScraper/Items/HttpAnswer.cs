using System.Globalization;
using System.Net.Http.Headers;

namespace BrowserScraper.Items;

/// <summary>What a site's answer means for an item, by status code and Retry-After (RFC 9110, sections 15 and 10.2.3).</summary>
internal static class HttpAnswer
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <returns>The outcome to end with, or null where the answer is fine.</returns>
    public static ItemOutcome? Judge(int status, string? retryAfter, string address, DateTimeOffset now) => status switch
    {
        < 400 => null,
        401 => new ItemOutcome.SignedOut($"401 for {address}") { Cause = new(SuspicionKind.Answer, "401") },
        429 => new ItemOutcome.Throttled($"429 for {address}", now + Wait(retryAfter, now)),
        503 when retryAfter is not null => new ItemOutcome.Throttled($"503 for {address}", now + Wait(retryAfter, now)),
        404 or 410 => new ItemOutcome.Rejected($"gone: {status} for {address}"),
        403 or 408 or >= 500 => new ItemOutcome.Failed($"{status} for {address}"),
        _ => new ItemOutcome.Rejected($"{status} for {address}"),
    };

    /// <summary>
    /// The same for a file: only a whole answer is one. 202 says that it is still being made, 206 that it is a part, which nobody has asked
    /// for.
    /// </summary>
    public static ItemOutcome? JudgeFile(int status, string? retryAfter, string address, DateTimeOffset now) => status switch
    {
        200 or 203 => null,
        202 when retryAfter is not null =>
            new ItemOutcome.Throttled($"202 for {address}: it is still being made", now + Wait(retryAfter, now)),
        202 => new ItemOutcome.BadFile($"202 for {address}: it is still being made"),
        206 => new ItemOutcome.BadFile($"206 for {address}: only a part of it came"),
        < 400 => new ItemOutcome.BadFile($"{status} for {address}: no file came"),
        _ => Judge(status, retryAfter, address, now),
    };

    /// <summary>When a Retry-After lets one come again.</summary>
    public static DateTimeOffset Later(string? retryAfter, DateTimeOffset now) => now + Wait(retryAfter, now);

    private static TimeSpan Wait(string? retryAfter, DateTimeOffset now)
    {
        TimeSpan wait = DefaultWait;
        if (!string.IsNullOrEmpty(retryAfter) && retryAfter.All(char.IsAsciiDigit))
        {
            wait = int.TryParse(retryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
                ? TimeSpan.FromSeconds(seconds) : LongestWait;
        }
        else if (RetryConditionHeaderValue.TryParse(retryAfter, out RetryConditionHeaderValue? header) && header.Date is { } date)
        {
            wait = date - now;
        }

        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }
}
