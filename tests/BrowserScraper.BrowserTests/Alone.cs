namespace BrowserScraper.BrowserTests;

/// <summary>Tests that harm processes of this one, or look closely at the clock: nothing else runs beside them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
