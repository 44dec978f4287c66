namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>How one contender did.</summary>
/// <param name="Vehicles">All of them, each file and record found right.</param>
/// <param name="Launched">When its process was started.</param>
/// <param name="Span">When it worked.</param>
/// <param name="Use">What it took of the machine.</param>
internal sealed record ContestResult(int Vehicles, DateTimeOffset Launched, WorkSpan Span, MachineUse Use)
{
    public double ItemsPerSecond => Vehicles / Span.Seconds;

    /// <summary>Harness and driver, while it worked.</summary>
    public double HostMillisecondsEach => Use.Between(Span.SignedIn, Span.Ended).Host * 1000 / Vehicles;

    /// <summary>All processes of the browser, while it worked.</summary>
    public double BrowserMillisecondsEach => Use.Between(Span.SignedIn, Span.Ended).Browser * 1000 / Vehicles;

    /// <summary>Harness and driver from their start to their end, spread over the vehicles.</summary>
    public double WholeHostMillisecondsEach => Use.Whole.Host * 1000 / Vehicles;

    public double PeakMegabytes => Use.PeakBytes / 1_048_576.0;
}
