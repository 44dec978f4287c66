using BrowserScraper.Progress;

namespace BrowserScraper.App.Running;

/// <summary>What <c>--json</c> prints.</summary>
internal sealed record RunResult(RunReport Report, RunVerdict Verdict, string Folder);
