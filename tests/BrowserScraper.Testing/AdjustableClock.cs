using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Testing;

/// <summary>
/// A clock that somebody sets. As on a real machine, what measures time does not notice; FakeTimeProvider alone moves its timestamp along.
/// </summary>
public sealed class AdjustableClock : FakeTimeProvider
{
    private TimeSpan set;

    public override long GetTimestamp() => base.GetTimestamp() - set.Ticks;

    /// <summary>No time passes, and no timer fires.</summary>
    public void Set(TimeSpan by)
    {
        set += by;
        AdjustTime(GetUtcNow() + by);
    }
}
