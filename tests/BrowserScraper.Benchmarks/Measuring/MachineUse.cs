namespace BrowserScraper.Benchmarks.Measuring;

/// <summary>What a process and all that it started took of the machine, sampled from outside.</summary>
/// <param name="Samples">In the order of time.</param>
internal sealed record MachineUse(IReadOnlyList<UseSample> Samples)
{
    /// <summary>The most memory of all processes together; 0 where the system does not tell.</summary>
    public long PeakBytes => Samples.Max(sample => sample.Bytes) ?? 0;

    /// <summary>Seconds of processor time from start to end.</summary>
    public (double Host, double Browser) Whole => Samples is [.., var last] ? (last.HostSeconds, last.BrowserSeconds) : default;

    /// <summary>Seconds of processor time between two moments; what lies between two samples is shared out evenly.</summary>
    public (double Host, double Browser) Between(DateTimeOffset from, DateTimeOffset to) =>
        (At(to, sample => sample.HostSeconds) - At(from, sample => sample.HostSeconds),
            At(to, sample => sample.BrowserSeconds) - At(from, sample => sample.BrowserSeconds));

    private double At(DateTimeOffset moment, Func<UseSample, double> value)
    {
        UseSample? before = Samples.LastOrDefault(sample => sample.At <= moment);
        UseSample? after = Samples.FirstOrDefault(sample => sample.At > moment);
        return (before, after) switch
        {
            (null, null) => 0,
            (null, _) => value(after),
            (_, null) => value(before),
            _ => value(before) + ((value(after) - value(before)) * ((moment - before.At) / (after.At - before.At))),
        };
    }
}
