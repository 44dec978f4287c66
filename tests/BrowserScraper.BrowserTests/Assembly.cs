using BrowserScraper.BrowserTests.Harness;

// Two cores serve one run at a time; several beside each other would only make limits of seconds unreliable.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(BrowserOnMachine))]
