namespace BrowserScraper.Tuning;

/// <summary>A time in which something is not done; each is twice as long as the one before it, up to a limit.</summary>
internal sealed class Pause(TimeSpan first, TimeSpan longest)
{
    private int doublings;
    private TimeSpan until;

    public bool IsOn(TimeSpan now) => now < until;

    public void Begin(TimeSpan now)
    {
        TimeSpan length = first * Math.Pow(2, now - until > longest ? doublings = 0 : doublings);
        doublings += length < longest ? 1 : 0;
        until = now + (length < longest ? length : longest);
    }

    public void EndAt(TimeSpan now) => until = now;

    /// <summary>The next one is short again.</summary>
    public void Reset() => doublings = 0;
}
