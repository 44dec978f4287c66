using BrowserScraper.BrowserTests;
using BrowserScraper.BrowserTests.Harness;

// A run mostly waits: two beside each other keep two cores busy, and leave what a browser needs to answer in time. Those that look at the
// clock run alone.
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
[assembly: AssemblyFixture(typeof(BrowserOnMachine))]
