namespace BrowserScraper.Server.Status;

/// <param name="ProcessingRatePerHour">Items done per hour, of all runs at work.</param>
/// <param name="SuccessRate">The share of settled items that were not given up, 0 to 1; null before the first.</param>
/// <param name="EstimatedCompletionTime">When the last of the running jobs has done what it knows; null where nothing can be said.</param>
internal sealed record PerformanceMetrics(double ProcessingRatePerHour, double? SuccessRate, DateTimeOffset? EstimatedCompletionTime);
