namespace BrowserScraper.Items;

/// <summary>How checkpoint, events, reports and orders spell outcomes. Renaming one in code changes no file.</summary>
internal static class OutcomeNames
{
    /// <summary>What the record of an item says that the operator wanted no more.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>What the record of an item says that takes down whatever works on it.</summary>
    public const string WornOut = "its run broke off while it was worked on, 6 times in a row";

    public const string Done = "Done";
    public const string Skipped = "Skipped";
    public const string Failed = "Failed";
    public const string TimedOut = "TimedOut";
    public const string Throttled = "Throttled";
    public const string SignedOut = "SignedOut";
    public const string Unreachable = "Unreachable";
    public const string Rejected = "Rejected";
    public const string SiteChanged = "SiteChanged";
    public const string BadFile = "BadFile";
    public const string TooLarge = "TooLarge";
    public const string NoRoom = "NoRoom";
    public const string Interrupted = "Interrupted";

    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(ItemOutcome.Done)] = Done,
        [typeof(ItemOutcome.Skipped)] = Skipped,
        [typeof(ItemOutcome.Failed)] = Failed,
        [typeof(ItemOutcome.TimedOut)] = TimedOut,
        [typeof(ItemOutcome.Throttled)] = Throttled,
        [typeof(ItemOutcome.SignedOut)] = SignedOut,
        [typeof(ItemOutcome.Unreachable)] = Unreachable,
        [typeof(ItemOutcome.Rejected)] = Rejected,
        [typeof(ItemOutcome.SiteChanged)] = SiteChanged,
        [typeof(ItemOutcome.BadFile)] = BadFile,
        [typeof(ItemOutcome.TooLarge)] = TooLarge,
        [typeof(ItemOutcome.NoRoom)] = NoRoom,
        [typeof(ItemOutcome.Interrupted)] = Interrupted,
    };

    public static IReadOnlyCollection<string> All => Names.Values;

    public static string Of(ItemOutcome outcome) => Names[outcome.GetType()];
}
