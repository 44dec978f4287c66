namespace BrowserScraper.Progress;

/// <summary>How <c>events.jsonl</c> spells kinds of event. Renaming one in code changes no file.</summary>
internal static class RunEventNames
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(RunEvent.RunStarted)] = "RunStarted",
        [typeof(RunEvent.Notice)] = "Notice",
        [typeof(RunEvent.Fault)] = "Fault",
        [typeof(RunEvent.SignedIn)] = "SignedIn",
        [typeof(RunEvent.BrowserRenewed)] = "BrowserRenewed",
        [typeof(RunEvent.Recovery)] = "Recovery",
        [typeof(RunEvent.TokenLineage)] = "TokenLineage",
        [typeof(RunEvent.ItemQueued)] = "ItemQueued",
        [typeof(RunEvent.ItemKnownDone)] = "ItemKnownDone",
        [typeof(RunEvent.DiscoveryEnded)] = "DiscoveryEnded",
        [typeof(RunEvent.GroupStarted)] = "GroupStarted",
        [typeof(RunEvent.GroupEnded)] = "GroupEnded",
        [typeof(RunEvent.GroupSkipped)] = "GroupSkipped",
        [typeof(RunEvent.ItemLeft)] = "ItemLeft",
        [typeof(RunEvent.ItemStarted)] = "ItemStarted",
        [typeof(RunEvent.ItemEnded)] = "ItemEnded",
        [typeof(RunEvent.ItemHeld)] = "ItemHeld",
        [typeof(RunEvent.ItemCancelled)] = "ItemCancelled",
        [typeof(RunEvent.ItemQueuedAgain)] = "ItemQueuedAgain",
        [typeof(RunEvent.Recovered)] = "Recovered",
        [typeof(RunEvent.Steered)] = "Steered",
        [typeof(RunEvent.Paced)] = "Paced",
        [typeof(RunEvent.HostAway)] = "HostAway",
        [typeof(RunEvent.HostBack)] = "HostBack",
        [typeof(RunEvent.HostLeft)] = "HostLeft",
        [typeof(RunEvent.Stopping)] = "Stopping",
        [typeof(RunEvent.RunEnded)] = "RunEnded",
    };

    private static readonly Dictionary<string, Type> Types =
        Names.ToDictionary(each => each.Value, each => each.Key, StringComparer.Ordinal);

    public static string Of(RunEvent happened) => Names[happened.GetType()];

    /// <summary>Null for a kind that this program does not know.</summary>
    public static Type? TypeOf(string name) => Types.GetValueOrDefault(name);
}
