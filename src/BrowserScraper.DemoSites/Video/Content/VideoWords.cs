using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Video.Content;

/// <summary>What videos are called.</summary>
internal static class VideoWords
{
    private static readonly string[] Deeds =
        ["How to mend", "A short history of", "Ten facts about", "Living with", "The quiet art of", "Bread, salt &", "In search of",
            "What nobody tells you about"];

    private static readonly string[] Things =
        ["wooden boats", "old clocks", "mountain railways", "a kitchen garden", "night trains", "dry stone walls", "sourdough", "bees",
            "paper maps", "lighthouses"];

    private static readonly string[] Places =
        ["in Fernhollow", "on the Tarn coast", "at Halden Bridge", "in the Orm valley", "under the North Tower", "around Lake Mirren"];

    public static string TitleOf(int seed, string id) =>
        $"{Pick(Deeds, seed, id, "deed")} {Pick(Things, seed, id, "thing")} {Pick(Places, seed, id, "place")}";

    private static string Pick(string[] words, int seed, string id, string purpose) =>
        words[(int)(StableHash.Of(seed, purpose, id) % (ulong)words.Length)];
}
