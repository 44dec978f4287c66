using System.Runtime.InteropServices;
using BrowserScraper.Items;
using BrowserScraper.Steering;

namespace BrowserScraper.App.Running;

/// <summary>Ctrl+C or SIGTERM once: items in flight get ten seconds, all is saved. Twice: at once.</summary>
internal sealed class StopSignals : IDisposable
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly Action first;
    private readonly Action again;
    private int seen;

    public StopSignals(RunControl control)
        : this(
            () => control.Stop(StopReason.Interrupted,
                $"interrupted; items in flight get {Grace.TotalSeconds:0} s to finish (again: at once), then everything is saved; run "
                    + "again to go on", Grace),
            control.Abort)
    {
    }

    /// <param name="first">Called at the first signal.</param>
    /// <param name="again">Called at each further one.</param>
    public StopSignals(Action first, Action again)
    {
        (this.first, this.again) = (first, again);
        PosixSignal[] signals = OperatingSystem.IsWindows()
            ? [PosixSignal.SIGINT, PosixSignal.SIGTERM]
            : [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        foreach (PosixSignal signal in signals)
        {
            registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
    }

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Action react = Interlocked.Increment(ref seen) == 1 ? first : again;
        react();
    }
}
