using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Video;

/// <summary>How large, slow and troublesome the video portal is.</summary>
public sealed record VideoPortalOptions
{
    /// <summary>Videos in the watch list, 1 to 100,000. Default: 200.</summary>
    public int Videos { get; init; } = 200;

    /// <summary>The TCP port on 127.0.0.1, 0 to 65,535; 0 takes a free one. Default: 0.</summary>
    public int Port { get; init; }

    /// <summary>How long every answer takes, assets included; 0 to 1 minute. Default: 0.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Decides which videos there are; the same seed gives the same videos, captions and troubles. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Videos on one page of the watch list, 1 to 1,000. Default: 50.</summary>
    public int VideosPerPage { get; init; } = 50;

    /// <summary>
    /// Whether captions as WebVTT are as odd as the standard allows: no empty lines, hours of one digit, no blanks around arrows, a NUL, CR
    /// at the ends of lines. Default: false.
    /// </summary>
    public bool HasOddCaptions { get; init; }

    /// <summary>What is wrong with which videos. Default: nothing.</summary>
    public VideoFaults Faults { get; init; } = VideoFaults.None;

    /// <summary>How many of a video's first requests go wrong where its trouble passes, 1 to 100. Default: 1.</summary>
    public int TroubledRequests { get; init; } = 1;

    /// <summary>Everything that is out of its range.</summary>
    internal OptionProblems Problems() => new OptionProblems()
        .Range(nameof(Videos), Videos, 1, 100_000)
        .Range(nameof(Port), Port, 0, 65_535)
        .Range(nameof(Latency), Latency, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Range(nameof(VideosPerPage), VideosPerPage, 1, 1000)
        .Range(nameof(TroubledRequests), TroubledRequests, 1, 100);
}
