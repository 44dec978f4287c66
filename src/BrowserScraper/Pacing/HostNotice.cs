using BrowserScraper.Items;

namespace BrowserScraper.Pacing;

/// <summary>What <see cref="HostWatch"/> tells of a host.</summary>
/// <param name="Host">Its name, as <see cref="HostName.Of"/> makes it.</param>
internal abstract record HostNotice(string Host)
{
    /// <param name="Host">The host.</param>
    /// <param name="Why">How it failed last.</param>
    public sealed record Away(string Host, string Why) : HostNotice(Host);

    /// <param name="Host">The host.</param>
    /// <param name="After">Since the first failure.</param>
    public sealed record Back(string Host, TimeSpan After) : HostNotice(Host);

    /// <summary>It is not waited for any longer in this run.</summary>
    /// <param name="Host">The host.</param>
    /// <param name="After">Since the first failure.</param>
    /// <param name="Why">How it failed last.</param>
    public sealed record Left(string Host, TimeSpan After, string Why) : HostNotice(Host);
}
