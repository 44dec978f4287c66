using BrowserScraper.BrowserTests;
using BrowserScraper.BrowserTests.Harness;

// A run mostly waits: four beside each other keep two cores busy. Those that look at the clock run alone.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
[assembly: AssemblyFixture(typeof(BrowserOnMachine))]
