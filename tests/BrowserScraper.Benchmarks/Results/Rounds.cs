namespace BrowserScraper.Benchmarks.Results;

/// <summary>Contenders in turn, and who begins changes from round to round, since a machine may slow down or speed up steadily.</summary>
internal static class Rounds
{
    public static async Task RunAsync<T>(int rounds, IReadOnlyList<T> contenders, Func<T, Task> run)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int turn = 0; turn < contenders.Count; turn++)
            {
                await run(contenders[(round + turn) % contenders.Count]);
            }
        }
    }
}
