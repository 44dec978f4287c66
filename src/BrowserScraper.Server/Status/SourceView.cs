using BrowserScraper.Progress;

namespace BrowserScraper.Server.Status;

/// <summary>What one source (a group of items) has given in the run.</summary>
internal sealed record SourceView(
    string Source, string State, int Done, int Failed, int Skipped, int Left, int Files, long Bytes, double Seconds, string? LastError)
{
    public static SourceView Of(SourceResult source, bool isOver) => new(
        source.Source, source.IsOpen && !isOver
            ? "working" : source.State, source.Done, source.Failed, source.Skipped, source.Left, source.Files, source.BytesSaved,
            source.Seconds, source.LastError);
}
