using BrowserScraper.BrowserTests.Harness;

// A run mostly waits; two beside each other keep two cores busy without making limits of seconds unreliable.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: AssemblyFixture(typeof(BrowserOnMachine))]
