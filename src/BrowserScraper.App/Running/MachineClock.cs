using System.Globalization;

namespace BrowserScraper.App.Running;

/// <summary>This machine's clock. A process that chaos starts may have one that is ahead, as if the machine's were set wrong.</summary>
internal sealed class MachineClock(TimeSpan ahead) : TimeProvider
{
    /// <summary>By how many seconds it is ahead; for chaos alone.</summary>
    public const string Variable = "BROWSER_SCRAPER_CHAOS_CLOCK";

    public static TimeProvider Own { get; } = double.TryParse(
        Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out double seconds)
        ? new MachineClock(TimeSpan.FromSeconds(seconds)) : System;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
