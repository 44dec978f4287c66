namespace BrowserScraper.Server.Status;

/// <summary>What a machine of a run is about.</summary>
internal enum MachineState
{
    AtWork,

    /// <summary>It has not left, and has not been heard of for so long that the others have taken back what it had.</summary>
    Killed,

    Left,
}
