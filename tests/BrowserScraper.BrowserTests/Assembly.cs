using BrowserScraper.BrowserTests;
using BrowserScraper.BrowserTests.Harness;

// A run mostly waits: two beside each other keep two cores busy, and leave what a browser needs to answer in time. Those that look at the clock run alone.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
[assembly: AssemblyFixture(typeof(BrowserOnMachine))]
