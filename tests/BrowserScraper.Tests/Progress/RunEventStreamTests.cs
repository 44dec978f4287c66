using BrowserScraper.Progress;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Progress;

public sealed class RunEventStreamTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task Publish_ManyEvents_ReachEveryReaderInOrderBeforeItIsDisposed()
    {
        (Reader one, Reader two) = (new(), new());
        await using (RunEventStream stream = new([one, two], clock))
        {
            for (int number = 0; number < 10_000; number++)
            {
                stream.Publish(new RunEvent.Notice($"{number}"));
            }
        }

        Assert.Equal(Enumerable.Range(0, 10_000).Select(number => $"{number}"), one.Texts);
        Assert.Equal(one.Texts, two.Texts);
    }

    [Fact]
    public async Task Publish_FromManyThreads_LosesNothingAndKeepsEachThreadsOrder()
    {
        Reader reader = new();
        await using (RunEventStream stream = new([reader], clock))
        {
            Parallel.For(0, 8, writer =>
            {
                for (int number = 0; number < 1000; number++)
                {
                    stream.Publish(new RunEvent.Notice($"{writer} {number:0000}"));
                }
            });
        }

        Assert.Equal(8000, reader.Texts.Count);
        Assert.All(reader.Texts.GroupBy(text => text[0]), own => Assert.Equal(own.Order(), own));
    }

    [Fact]
    public async Task Publish_AnyEvent_BearsTheTimeOfPublishing()
    {
        Reader reader = new();
        DateTimeOffset then = clock.GetUtcNow();
        await using (RunEventStream stream = new([reader], clock))
        {
            stream.Publish(new RunEvent.Notice("early"));
            clock.Advance(TimeSpan.FromMinutes(1));
            stream.Publish(new RunEvent.Notice("late"));
        }

        Assert.Equal([then, then.AddMinutes(1)], reader.Times);
    }

    [Fact]
    public async Task Publish_ReaderIsSlow_ReturnsAtOnceAndDisposingWaitsForIt()
    {
        using SemaphoreSlim gate = new(0);
        Reader reader = new(gate);
        RunEventStream stream = new([reader], clock);

        stream.Publish(new RunEvent.Notice("held"));
        ValueTask disposed = stream.DisposeAsync();

        Assert.False(disposed.IsCompleted);
        gate.Release();
        await disposed;
        Assert.Equal(["held"], reader.Texts);
    }

    [Fact]
    public async Task Publish_AfterItIsDisposed_IsDropped()
    {
        Reader reader = new();
        RunEventStream stream = new([reader], clock);
        await stream.DisposeAsync();

        stream.Publish(new RunEvent.Notice("late"));
        await stream.DisposeAsync();

        Assert.Empty(reader.Texts);
    }

    [Fact]
    public async Task Publish_AReaderThrowsEachTime_IsToldOnceByTheOthersWhichGetAll()
    {
        (Reader one, Reader two, Throwing odd) = (new(), new(), new());
        await using (RunEventStream stream = new([one, odd, two], clock))
        {
            stream.Publish(new RunEvent.Notice("first"));
            stream.Publish(new RunEvent.Notice("last"));
        }

        Assert.Equal(["first", "last"], one.Texts);
        Assert.Equal(["first", "last"], two.Texts);
        Assert.Equal(2, odd.Met);
        RunEvent.Fault fault = Assert.Single(one.Faults);
        Assert.Equal(("a reader of events (Throwing, at Notice)", clock.GetUtcNow()), (fault.Where, fault.At));
        Assert.Contains("RunEventStreamTests.cs", fault.Stack, StringComparison.Ordinal);
        Assert.Single(two.Faults);
    }

    private sealed class Throwing : IRunEventReader
    {
        public int Met { get; private set; }

        public void Read(RunEvent happened)
        {
            Met++;
            throw new InvalidOperationException("cannot read");
        }
    }

    private sealed class Reader(SemaphoreSlim? gate = null) : IRunEventReader
    {
        public List<string> Texts { get; } = [];

        public List<DateTimeOffset> Times { get; } = [];

        public List<RunEvent.Fault> Faults { get; } = [];

        public void Read(RunEvent happened)
        {
            gate?.Wait();
            if (happened is RunEvent.Fault fault)
            {
                Faults.Add(fault);
                return;
            }

            Texts.Add(((RunEvent.Notice)happened).Text);
            Times.Add(happened.At);
        }
    }
}
