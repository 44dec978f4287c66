namespace BrowserScraper.Watchdog;

/// <summary>A run that has ended without a word, and was marked as ended.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Reason">Why it counts as ended.</param>
/// <param name="How">What became of its process.</param>
internal sealed record LostRun(string Folder, string Reason, string How)
{
    public string Run => Path.GetFileName(Folder);

    /// <summary>As its report has it.</summary>
    public string Message => $"{Reason}; {How}; run again to go on";

    /// <summary>As the run that goes on tells it.</summary>
    internal string Notice => $"LOST RUN: {Run}: {Reason}; {How}, and this run goes on";
}
