namespace BrowserScraper.DemoSites.Video;

/// <summary>One video of the portal, and how it must end.</summary>
/// <param name="Position">Its place in the watch list, counted from 1.</param>
/// <param name="Id">Eleven letters, digits, hyphens and underscores; upper and lower case differ.</param>
/// <param name="Title">What its page is headed with.</param>
/// <param name="Length">How long it plays, in whole seconds.</param>
/// <param name="Trouble">What is wrong with it.</param>
/// <param name="Status">What its page answers in the end, when what is only wrong at first is over.</param>
/// <param name="Tracks">Its captions, in the order of its page; none where it is not to be had.</param>
public sealed record DemoVideo(
    int Position, string Id, string Title, TimeSpan Length, VideoTrouble Trouble, int Status, IReadOnlyList<CaptionTrack> Tracks)
{
    /// <summary>How many of the first requests go wrong, where its trouble passes; <see cref="int.MaxValue"/> where all do.</summary>
    public int TroubledRequests { get; init; }

    /// <summary>Whether its trouble strikes the captions instead of the page.</summary>
    public bool StrikesCaptions { get; init; }

    /// <summary>Whether trying again is no use.</summary>
    public bool IsLost => Trouble is VideoTrouble.NoSubtitles or VideoTrouble.Private or VideoTrouble.Unavailable or VideoTrouble.Removed;
}
