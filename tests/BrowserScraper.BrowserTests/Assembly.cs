using BrowserScraper.BrowserTests.Harness;

// A run mostly waits: four beside each other keep two cores busy. Those that look at the clock run alone.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(BrowserOnMachine))]
