namespace BrowserScraper.Progress;

/// <summary>Reads what happens in a run. Called for one event after the other, never at the same time, on a thread of its own.</summary>
public interface IRunEventReader
{
    void Read(RunEvent happened);
}
