using BrowserScraper.Items;

namespace BrowserScraper.Storage;

/// <summary>
/// How files spell what code has names for. They are written out here, so that renaming something in code changes no file.
/// </summary>
internal static class StoredNames
{
    public static IReadOnlyDictionary<ItemState, string> States { get; } = new Dictionary<ItemState, string>
    {
        [ItemState.Waiting] = "waiting",
        [ItemState.Working] = "working",
        [ItemState.Done] = "done",
        [ItemState.Skipped] = "skipped",
        [ItemState.Failed] = "failed",
    };

    public static IReadOnlyDictionary<StopReason, string> Stops { get; } = new Dictionary<StopReason, string>
    {
        [StopReason.BadUsage] = "BadUsage",
        [StopReason.SignInRefused] = "SignInRefused",
        [StopReason.SiteUnavailable] = "SiteUnavailable",
        [StopReason.MachineLacks] = "MachineLacks",
        [StopReason.WrongFiles] = "WrongFiles",
        [StopReason.TimeLimit] = "TimeLimit",
        [StopReason.LowYield] = "LowYield",
        [StopReason.Fault] = "Fault",
        [StopReason.Interrupted] = "Interrupted",
        [StopReason.Cancelled] = "Cancelled",
        [StopReason.Lost] = "Lost",
    };

    public static IReadOnlyDictionary<FileKind, string> Kinds { get; } = new Dictionary<FileKind, string>
    {
        [FileKind.Any] = "any",
        [FileKind.Image] = "image",
        [FileKind.Video] = "video",
        [FileKind.Pdf] = "pdf",
        [FileKind.Epub] = "epub",
        [FileKind.Zip] = "zip",
        [FileKind.Jpeg] = "jpeg",
        [FileKind.Png] = "png",
        [FileKind.WebP] = "webp",
        [FileKind.Gif] = "gif",
        [FileKind.Mp4] = "mp4",
        [FileKind.WebM] = "webm",
        [FileKind.Vtt] = "vtt",
        [FileKind.Srt] = "srt",
        [FileKind.Json] = "json",
        [FileKind.Csv] = "csv",
    };

    public static IReadOnlyDictionary<ItemPriority, string> Priorities { get; } = new Dictionary<ItemPriority, string>
    {
        [ItemPriority.Low] = "Low",
        [ItemPriority.Normal] = "Normal",
        [ItemPriority.High] = "High",
    };

    public static IReadOnlyDictionary<TokenKind, string> TokenKinds { get; } = new Dictionary<TokenKind, string>
    {
        [TokenKind.Rotates] = "Rotates",
        [TokenKind.OlderStayGood] = "OlderStayGood",
        [TokenKind.RefreshPath] = "RefreshPath",
    };

    public static IReadOnlyDictionary<TokenEvidence, string> TokenProofs { get; } = new Dictionary<TokenEvidence, string>
    {
        [TokenEvidence.Chain] = "Chain",
        [TokenEvidence.SameValueTwice] = "SameValueTwice",
        [TokenEvidence.Trial] = "Trial",
        [TokenEvidence.Refused] = "Refused",
        [TokenEvidence.Path] = "Path",
        [TokenEvidence.Named] = "Named",
    };
}
