using BrowserScraper.BrowserTests.Harness;

// A run mostly waits: three beside each other keep two cores busy. Those that look at the clock run alone.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: AssemblyFixture(typeof(BrowserOnMachine))]
