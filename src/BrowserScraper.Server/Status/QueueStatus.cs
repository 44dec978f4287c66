namespace BrowserScraper.Server.Status;

/// <param name="Waiting">Items that a worker may take now.</param>
/// <param name="DueLater">Items that wait for their time.</param>
/// <param name="InWork">Items that a worker has.</param>
internal sealed record QueueStatus(int Waiting, int DueLater, int InWork)
{
    public static QueueStatus Empty { get; } = new(0, 0, 0);

    public static QueueStatus operator +(QueueStatus one, QueueStatus other) =>
        new(one.Waiting + other.Waiting, one.DueLater + other.DueLater, one.InWork + other.InWork);
}
