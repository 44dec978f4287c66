namespace BrowserScraper.Reports;

/// <summary>What a run had to do beside its items.</summary>
internal enum MarkKind
{
    SignIn,
    Renewal,
    Recovery,
    Away,
    Stop,
}
