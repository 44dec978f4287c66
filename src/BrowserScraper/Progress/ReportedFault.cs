namespace BrowserScraper.Progress;

/// <summary>Something threw in a run that should not have.</summary>
/// <param name="Seconds">Since the run's start.</param>
/// <param name="Where">Whose it was.</param>
/// <param name="Error">Type, message, and file and line where they are known.</param>
/// <param name="Stack">All of it.</param>
internal sealed record ReportedFault(double Seconds, string Where, string Error, string Stack);
