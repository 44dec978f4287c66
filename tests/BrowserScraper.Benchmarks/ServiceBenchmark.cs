using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace BrowserScraper.Benchmarks;

/// <summary>
/// What watching costs: a job's speed with a hundred WebSocket clients, twenty of which never read, against its speed with none, in turns; how old a snapshot is when it
/// arrives; and how long 100,000 items take through the API.
/// </summary>
internal static class ServiceBenchmark
{
    private const int Rounds = 5;
    private const int Reading = 80;
    private const int Silent = 20;
    private const int Items = 100_000;
    private const int Batch = 1000;
    private const double LeastSpeed = 0.97;
    private const double OldestSnapshot = 1.2;
    private const double LongestAdding = 10;
    private const long MostGrowth = 200L * 1_000_000;

    private static readonly string[] First = ["AAAAAAAAAAA"];

    private static readonly object Settings = new Dictionary<string, string> { ["MAX_DOWNLOADS"] = "150", ["FORCE_REDOWNLOAD"] = "true", ["CONCURRENT_PAGES"] = "5" };

    public static async Task<bool> RunAsync()
    {
        using Scratch scratch = new();
        await using ServiceProcess service = await ServiceProcess.StartAsync(scratch.Path, "--latency", "200");
        await service.RunAsync("video-subtitles", Settings, scratch.Path); // the first start finds the browser, and compiles
        List<double> alone = [];
        List<double> watched = [];
        double oldest = 0;
        long before = service.Bytes;
        for (int round = 0; round < Rounds; round++)
        {
            alone.Add(await service.RunAsync("video-subtitles", Settings, scratch.Path));
            await using Audience audience = await Audience.OfAsync(service.Address, Reading, Silent);
            watched.Add(await service.RunAsync("video-subtitles", Settings, scratch.Path));
            oldest = Math.Max(oldest, audience.OldestSeconds);
        }

        long grown = service.Bytes - before;
        double ratio = Median([.. watched.Zip(alone, (with, without) => with / without)]);
        Console.WriteLine($"videos a second: {Text(alone)} alone, {Text(watched)} with {Reading + Silent} clients, {Silent} of which never read; median of the pairs {ratio:0.000} times");
        Console.WriteLine($"a snapshot was at most {oldest * 1000:0} ms old when a client had it; the service's own memory grew by {grown / 1_048_576} MB over {2 * Rounds} runs");
        double adding = await AddAsync(service);
        Console.WriteLine($"{Items:N0} items through the API, {Batch} at a time: {adding:0.00} s");
        return ratio >= LeastSpeed && oldest < OldestSnapshot && grown < MostGrowth && adding < LongestAdding;
    }

    private static async Task<double> AddAsync(ServiceProcess service)
    {
        HttpClient http = service.Http;
        (await http.PostAsJsonAsync("jobs", new { script = "video-subtitles", input = First })).EnsureSuccessStatusCode();
        (await http.PostAsJsonAsync("jobs/video-subtitles/pause", new { })).EnsureSuccessStatusCode(); // its run stays, and what is added now waits in its queue
        int added = 0;
        long started = TimeProvider.System.GetTimestamp();
        for (int first = 0; first < Items; first += Batch)
        {
            HttpResponseMessage answer = await http.PostAsJsonAsync("jobs/video-subtitles/items", new { items = Enumerable.Range(first, Batch).Select(number => $"vid{number:00000000}") });
            answer.EnsureSuccessStatusCode();
            added += (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("added").GetInt32();
        }

        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        JsonElement stats = await http.GetFromJsonAsync<JsonElement>("jobs/queue/stats");
        Console.WriteLine($"added: {added:N0}; the service says that {stats.GetProperty("waiting").GetInt32():N0} wait");
        return added == Items ? seconds : double.PositiveInfinity;
    }

    private static string Text(List<double> rates) => $"{Median([.. rates]):0.00} ({rates.Min():0.00} to {rates.Max():0.00})";

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

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
