namespace BrowserScraper.Progress;

/// <summary>One step that the run took to end what would not end by itself.</summary>
/// <param name="Seconds">When it was over, since the run began.</param>
/// <param name="Step">What was done.</param>
/// <param name="Why">What made it necessary.</param>
/// <param name="Worked">False where the next step had to follow.</param>
/// <param name="TookSeconds">How long it took.</param>
/// <param name="Page">The page's number, or null where it concerned the whole browser.</param>
internal sealed record RecoveryStep(double Seconds, string Step, string Why, bool Worked, double TookSeconds, int? Page);
