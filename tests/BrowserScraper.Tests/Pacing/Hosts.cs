using BrowserScraper.Pacing;

namespace BrowserScraper.Tests.Pacing;

internal static class Hosts
{
    /// <summary>A watch over hosts that are all there, for what has one and does not need it.</summary>
    public static HostWatch AllThere(TimeProvider time) =>
        new(TimeSpan.FromMinutes(10), (_, _) => Task.FromResult<string?>(null), _ => { }, time);
}
