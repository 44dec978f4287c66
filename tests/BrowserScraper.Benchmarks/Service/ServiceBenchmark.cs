using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Service;

/// <summary>
/// What watching costs: a job's speed with a hundred WebSocket clients, twenty of which never read, against its speed with none, in turns;
/// how old a snapshot is when it arrives; and how long 100,000 items take through the API.
/// </summary>
internal static class ServiceBenchmark
{
    private const int Reading = 80;
    private const int Silent = 20;
    private const int Items = 100_000;
    private const int Batch = 1000;
    private const string Alone = "nobody watches";
    private const string Watched = "100 clients, 20 of which never read";
    private const string Rate = "videos/s";
    private const double LeastSpeed = 0.97;
    private const double OldestSnapshot = 1.2;
    private const double LongestAdding = 10;
    private const long MostGrowth = 200L * 1_000_000;

    private static readonly string[] First = ["AAAAAAAAAAA"];

    private static readonly object Settings =
        new Dictionary<string, string> { ["MAX_DOWNLOADS"] = "150", ["FORCE_REDOWNLOAD"] = "true", ["CONCURRENT_PAGES"] = "5" };

    public static async Task RunAsync(ResultBook book)
    {
        using Scratch scratch = new();
        await using ServiceProcess service = await ServiceProcess.StartAsync(scratch.Path, "--latency", "200");
        await service.RunAsync("video-subtitles", Settings, scratch.Path); // the first start finds the browser, and compiles
        double oldest = 0;
        long before = service.Bytes;
        await Rounds.RunAsync(book.Arguments.Rounds(5), [Alone, Watched], async row =>
        {
            await using Audience? audience = row == Watched ? await Audience.OfAsync(service.Address, Reading, Silent) : null;
            book.Add(row, Rate, RateOf(await service.RunAsync("video-subtitles", Settings, scratch.Path)));
            oldest = Math.Max(oldest, audience?.OldestSeconds ?? 0);
        });
        long grown = service.Bytes - before;
        book.AtLeast(
            "videos a second, watched against alone, median of the rounds",
            Statistics.MedianRatio(book.Values(Watched, Rate), book.Values(Alone, Rate)), LeastSpeed);
        book.Below("the oldest snapshot when a client had it, s", oldest, OldestSnapshot);
        book.Below("growth of the service's own memory over all rounds, MB", grown / 1_048_576.0, MostGrowth / 1_048_576.0);
        double adding = await AddAsync(service);
        book.Add($"{Items:N0} items through the API, {Batch:N0} at a time", "s", adding);
        book.Below($"{Items:N0} items through the API, s", adding, LongestAdding);
    }

    private static async Task<double> AddAsync(ServiceProcess service)
    {
        HttpClient http = service.Http;
        (await http.PostAsJsonAsync("jobs", new { script = "video-subtitles", input = First })).EnsureSuccessStatusCode();
        // its run stays, and what is added now waits in its queue
        (await http.PostAsJsonAsync("jobs/video-subtitles/pause", new { })).EnsureSuccessStatusCode();
        int added = 0;
        long started = TimeProvider.System.GetTimestamp();
        for (int first = 0; first < Items; first += Batch)
        {
            HttpResponseMessage answer = await http.PostAsJsonAsync(
                "jobs/video-subtitles/items", new { items = Enumerable.Range(first, Batch).Select(number => $"vid{number:00000000}") });
            answer.EnsureSuccessStatusCode();
            added += (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("added").GetInt32();
        }

        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        JsonElement stats = await http.GetFromJsonAsync<JsonElement>("jobs/queue/stats");
        Console.WriteLine($"added: {added:N0}; the service says that {stats.GetProperty("waiting").GetInt32():N0} wait");
        return added == Items ? seconds : double.PositiveInfinity;
    }

    private static double RateOf(RunReport report) => report.Done / report.WorkSeconds;

    /// <summary>Clients of the status socket.</summary>
    private sealed class Audience : IAsyncDisposable
    {
        private readonly CancellationTokenSource leaving = new();
        private readonly List<ClientWebSocket> sockets = [];
        private readonly List<Task> reading = [];
        private long oldest;

        /// <summary>The age of the oldest snapshot, when it arrived.</summary>
        public double OldestSeconds => TimeSpan.FromTicks(Interlocked.Read(ref oldest)).TotalSeconds;

        public static async Task<Audience> OfAsync(Uri service, int reading, int silent)
        {
            Audience audience = new();
            for (int number = 0; number < reading + silent; number++)
            {
                ClientWebSocket socket = new();
                await socket.ConnectAsync(new Uri($"ws://{service.Authority}/jobs/status"), CancellationToken.None);
                audience.sockets.Add(socket);
                if (number < reading)
                {
                    audience.reading.Add(Task.Run(() => audience.ReadAsync(socket)));
                }
            }

            return audience;
        }

        public async ValueTask DisposeAsync()
        {
            await leaving.CancelAsync();
            await Task.WhenAll(reading);
            sockets.ForEach(socket => socket.Dispose());
            leaving.Dispose();
        }

        private async Task ReadAsync(ClientWebSocket socket)
        {
            byte[] buffer = new byte[256 * 1024];
            try
            {
                while (true)
                {
                    int length = 0;
                    ValueWebSocketReceiveResult part;
                    do
                    {
                        part = await socket.ReceiveAsync(buffer.AsMemory(length), leaving.Token);
                        length += part.Count;
                    }
                    while (!part.EndOfMessage);
                    Note(AgeOf(buffer.AsSpan(0, length)).Ticks);
                }
            }
            catch (OperationCanceledException)
            {
                // The run is over.
            }
        }

        private void Note(long age)
        {
            for (long seen = Interlocked.Read(ref oldest); age > seen;)
            {
                seen = Interlocked.CompareExchange(ref oldest, age, seen);
            }
        }

        // A person's client reads the whole of it; here that would measure the clients.
        private static TimeSpan AgeOf(ReadOnlySpan<byte> snapshot)
        {
            Utf8JsonReader json = new(snapshot);
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("at"u8) && json.Read())
                {
                    return TimeProvider.System.GetUtcNow() - json.GetDateTimeOffset();
                }
            }

            throw new UnreachableException("a snapshot without its time");
        }
    }
}
