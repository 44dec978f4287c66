using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Clicks;

/// <summary>How large and slow the click portal is, and in which ways it gives its files.</summary>
public sealed record ClickPortalOptions
{
    /// <summary>Items, 1 to 10,000. Default: 200.</summary>
    public int Items { get; init; } = 200;

    /// <summary>The TCP port on 127.0.0.1, 0 to 65,535; 0 takes a free one. Default: 0.</summary>
    public int Port { get; init; }

    /// <summary>How the files come, one item after the other. Default: the first twelve ways.</summary>
    public IReadOnlyList<ClickWay> Ways { get; init; } = [.. Enum.GetValues<ClickWay>().Where(way => way <= ClickWay.BrochureAfter)];

    /// <summary>How brochures begin. Default: by a frame.</summary>
    public BrochureForm Brochure { get; init; } = BrochureForm.Frame;

    /// <summary>How long a file takes to be made, where the way says that it takes long; 0 to 1 minute. Default: 1 s.</summary>
    public TimeSpan FileTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes that each file has at least, 0 to 1 GB. Default: 0.</summary>
    public int FileBytes { get; init; }

    /// <summary>Items, by their numbers, whose files are too much. Default: none.</summary>
    public IReadOnlyDictionary<int, FileExcess> Excessive { get; init; } = new Dictionary<int, FileExcess>();

    /// <summary>Everything that is out of its range.</summary>
    internal OptionProblems Problems() => new OptionProblems()
        .Range(nameof(Items), Items, 1, 10_000)
        .Range(nameof(Port), Port, 0, 65_535)
        .Range($"the number of {nameof(Ways)}", Ways.Count, 1, 1000)
        .Range(nameof(FileTime), FileTime, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Range(nameof(FileBytes), FileBytes, 0, 1 << 30);
}
