using BrowserScraper.Tuning;

namespace BrowserScraper.Tests.Tuning;

public sealed class PageTunerTests
{
    private const int Most = 32;
    private const long Megabyte = 1_048_576;

    private static readonly Dictionary<string, Func<double, double, double>> Sites = new(StringComparer.Ordinal)
    {
        ["two processors"] = (pages, _) => 14 * pages / (pages + 1.2) * Math.Pow(Math.Min(1, 6 / pages), 0.35),
        ["six connections"] = (pages, _) => Math.Min(0.9 * pages, 3.65),
        ["further contexts"] = (pages, _) => Math.Min(0.9 * pages, 9.9 * pages / (pages + 3)),
        ["further contexts, late"] = (pages, second) => Math.Min(0.9 * pages, second < 12 ? 3.65 : 9.9 * pages / (pages + 3)),
        ["one at a time"] = (_, _) => 2,
    };

    [Theory]
    [InlineData("two processors", 0)]
    [InlineData("two processors", 0.03)]
    [InlineData("two processors", 0.06)]
    [InlineData("six connections", 0)]
    [InlineData("six connections", 0.06)]
    [InlineData("further contexts", 0)]
    [InlineData("further contexts", 0.06)]
    [InlineData("further contexts, late", 0)]
    [InlineData("further contexts, late", 0.03)]
    [InlineData("one at a time", 0.06)]
    public void Next_SiteWithABestNumber_ReachesNearlyAsMuchWithinHalfAMinuteAndKeepsIt(string name, double noise)
    {
        SimulatedSite site = new(Tuner(), Sites[name], noise);
        double best = Enumerable.Range(1, Most).Max(pages => Sites[name](pages, 1000));

        site.Run(0, 30);
        double items = site.Run(30, 330);

        Assert.InRange(items / 300 / best, 0.95, 1);
    }

    [Fact]
    public void Next_AnySamples_KeepsWithinTheBoundsAndSaysWhy()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            int least = random.Next(1, 6);
            int most = least + random.Next(0, 30);
            PageTuner tuner = new(least, most, new(random.Next(2) == 0 ? null : 2000 * Megabyte));
            int pages = random.Next(least, most + 1);
            for (int second = 1; second < 300; second++)
            {
                TuningAnswer answer = tuner.Next(Anything(random, pages), TimeSpan.FromSeconds(second));
                Assert.True(answer.Pages is null || answer is { IsOver: true, Why.Length: > 0 });
                Assert.InRange(answer.Pages ?? pages, least, most);
                pages = answer.Pages ?? pages;
            }
        }
    }

    [Fact]
    public void Next_ErrorsGrow_GoesDownAtOnceAndNotUpForAWhile()
    {
        SimulatedSite site = new(Tuner(), Sites["further contexts"]) { Failures = second => second is 40 or 41 ? 6 : 0 };
        site.Run(0, 40);
        int before = site.Pages;

        site.Run(40, 62);

        (int at, int pages, string why) = site.Changes.First(change => change.Second >= 40);
        Assert.InRange(at, 40, 42);
        Assert.InRange(pages, 1, before * 3 / 4);
        Assert.Contains("timed out or failed", why, StringComparison.Ordinal);
        Assert.All(site.Changes.SkipWhile(change => change.Second < at)
            .Zip(site.Changes.SkipWhile(change => change.Second <= at)), pair => Assert.True(pair.Second.Pages <= pair.First.Pages));
        site.Run(62, 200);
        Assert.True(site.Pages > pages);
    }

    [Fact]
    public void Next_AFewItemsFailAllAlong_WorksAsFastAsWithoutThem()
    {
        SimulatedSite site = new(Tuner(), Sites["further contexts"]) { Failures = second => second % 10 == 0 ? 1 : 0 };

        site.Run(0, 60);

        Assert.InRange(site.Pages, 12, Most);
    }

    [Fact]
    public void Next_PagesHaveNothingToDo_KeepsAFewAndNotThoseThatAreIdle()
    {
        SimulatedSite site = new(new(1, Most, new(null)), Sites["one at a time"]) { BusyShare = pages => 0.5 / pages };

        site.Run(0, 60);

        Assert.Equal(2, site.Pages);
        Assert.StartsWith("only 0.5 pages had work", Assert.Single(site.Changes).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_SiteAnswersMoreSlowly_GoesDown()
    {
        SimulatedSite site = new(Tuner(), (pages, second) => second < 60 ? Sites["further contexts"](pages, second) : 2);

        site.Run(0, 300);

        Assert.Contains(
            site.Changes, change => change.Second >= 60 && change.Why.StartsWith("the site has become slower", StringComparison.Ordinal));
    }

    [Fact]
    public void Next_MemoryForTwoPagesMore_AddsTwoAndNoMore()
    {
        SimulatedSite site = new(Tuner(), Sites["further contexts"])
        {
            Adjust = (_, seen) =>
                seen with { MemoryLimit = 1000 * Megabyte, OwnMemory = (300 + (100 * seen.Pages)) * Megabyte,
                FreeMemory = (256 + (100 * (6 - seen.Pages))) * Megabyte },
        };

        site.Run(0, 60);

        Assert.Equal(6, site.Changes.Max(change => change.Pages));
    }

    [Fact]
    public void Next_MemoryIsNearlyGone_GoesDown()
    {
        SimulatedSite site =
            new(Tuner(), Sites["further contexts"])
                { Adjust = (second, seen) =>
                    seen with { MemoryLimit = 4000 * Megabyte, FreeMemory = (second < 40 ? 3000 : 100) * Megabyte } };
        site.Run(0, 40);
        int before = site.Pages;

        site.Run(40, 43);

        Assert.InRange(site.Pages, 1, before - 1);
        Assert.Equal("memory: 100 MB are left of 4000 MB, 0 MB are the run's own", site.Changes[^1].Why);
    }

    [Fact]
    public void Next_BoundsAreNarrowerThanTheNumber_KeepsToThem() =>
        Assert.Equal(3, new PageTuner(1, 3, new(null)).Next(Anything(new(1), 9), TimeSpan.FromSeconds(1)).Pages);

    private static PageTuner Tuner() => new(1, Most, new(null));

    private static TuningSample Anything(Random random, int pages) => new()
    {
        Span = TimeSpan.FromSeconds(random.NextDouble() * 70),
        Pages = pages,
        Finished = random.NextDouble() * 100,
        Ended = random.Next(100),
        Failed = random.Next(20) == 0 ? random.Next(20) : 0,
        Throttled = random.Next(20) == 0 ? random.Next(20) : 0,
        Busy = random.NextDouble() * pages * 1.2,
        ItemTime = TimeSpan.FromSeconds(random.NextDouble() * 10),
        Waiting = random.Next(50),
        Cpu = random.Next(3) == 0 ? null : random.NextDouble(),
        MemoryLimit = 4000 * Megabyte,
        FreeMemory = random.Next(3) == 0 ? null : random.Next(4000) * Megabyte,
        OwnMemory = random.Next(3) == 0 ? null : random.Next(3000) * Megabyte,
    };
}
