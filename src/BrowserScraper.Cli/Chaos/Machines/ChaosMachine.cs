using BrowserScraper.App;
using BrowserScraper.DemoSites;

namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>One of many machines on a job: a process, started again and again, with its own way to the database.</summary>
internal sealed class ChaosMachine(HarnessSetup setup, LoopbackProxy way, bool isReadable, TimeProvider time) : IAsyncDisposable
{
    private HarnessRun? run;
    private volatile bool isDisturbed;
    private TimeSpan ahead;

    /// <summary>Where what it has told is kept.</summary>
    public string Name => Path.GetFileName(setup.Root);

    public LoopbackProxy Way => way;

    /// <summary>Its way shows what it says: it prepares no statements, of which only the first use would name what they do.</summary>
    public bool IsReadable => isReadable;

    /// <summary>The run that is under way, or has ended last.</summary>
    public HarnessRun Run => run!;

    public int Starts { get; private set; }

    /// <summary>When it was started last, by the system's timestamps.</summary>
    public long StartedAt { get; private set; }

    /// <summary>It is stopped, or cut off, or being ended: not to be disturbed more, nor to be judged.</summary>
    public bool IsDisturbed
    {
        get => isDisturbed;
        set => isDisturbed = value;
    }

    /// <summary>It has seen the job's end.</summary>
    public bool IsOver => !isDisturbed && run is { Ended.IsCompleted: true, WasKilled: false, ExitCode: ExitCode.Done };

    /// <summary>Its folders, DATA_DIR among them.</summary>
    public HarnessSetup Setup => setup;

    public void Start(IDemoPortal portal)
    {
        run?.Dispose();
        Directory.CreateDirectory(setup.Root);
        StartedAt = TimeProvider.System.GetTimestamp();
        run = HarnessRun.Start(setup, portal, ++Starts, time, ahead);
    }

    /// <summary>Sets its clock ahead, or right again, from its next start on.</summary>
    public void SetClock(TimeSpan by) => ahead = ahead > TimeSpan.Zero ? TimeSpan.Zero : by;

    public async ValueTask DisposeAsync()
    {
        run?.Dispose();
        await way.DisposeAsync();
    }
}
