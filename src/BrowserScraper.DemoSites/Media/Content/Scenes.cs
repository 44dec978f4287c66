namespace BrowserScraper.DemoSites.Media.Content;

/// <summary>What there is to be found.</summary>
internal static class Scenes
{
    /// <summary>Mostly JPEG, as on real sites.</summary>
    public static IReadOnlyList<Scene> Pictures { get; } =
    [
        new(1, MediaFormat.Jpeg, "Sailing boats"),
        new(2, MediaFormat.Png, "Green hills"),
        new(3, MediaFormat.Jpeg, "Evening dunes"),
        new(4, MediaFormat.Jpeg, "Night lake"),
        new(5, MediaFormat.Jpeg, "City lights"),
        new(6, MediaFormat.Jpeg, "Winter pines"),
        new(7, MediaFormat.Jpeg, "Smoking volcano"),
        new(8, MediaFormat.Jpeg, "Old lighthouse"),
        new(9, MediaFormat.Jpeg, "Red mesas"),
        new(10, MediaFormat.Jpeg, "Forest path"),
        new(11, MediaFormat.Jpeg, "Two balloons"),
        new(12, MediaFormat.Jpeg, "Palm island"),
        new(13, MediaFormat.Jpeg, "Canyon sunset"),
        new(14, MediaFormat.Jpeg, "Northern lights"),
        new(15, MediaFormat.Png, "Paper mountains"),
        new(16, MediaFormat.Png, "Glazed tiles"),
        new(17, MediaFormat.Jpeg, "Fields and river"),
        new(18, MediaFormat.WebP, "Coral garden"),
        new(19, MediaFormat.WebP, "Tulip rows"),
        new(20, MediaFormat.WebP, "Moon over roofs"),
    ];

    public static IReadOnlyList<Scene> Clips { get; } =
    [
        new(21, MediaFormat.Mp4, "Long waves"),
        new(22, MediaFormat.Mp4, "Balloon ride"),
        new(23, MediaFormat.Mp4, "Night train"),
        new(24, MediaFormat.Mp4, "Walk in the rain"),
    ];

    /// <summary>The second half of a title; all invented.</summary>
    public static IReadOnlyList<string> Places { get; } =
    [
        "near Orrin Bay", "above Tamsel", "at Lower Brack", "by Kestle Ford", "off Marrow Point", "in Dunmere",
        "behind Halden", "at Cold Ash Corner", "near Vessing", "below Tarn Hollow", "in Old Peverel", "by Lake Immer",
        "at Sorrel Gate", "near Quince Abbey", "beyond Stennack", "in the Vale of Ebb", "at Port Lanning",
        "by Wick Bridge", "near Upper Fenn", "at Thorne Landing", "off Gull Island", "in Merrowdale", "near Ashby Rise",
    ];

    public static IReadOnlyList<Scene> Of(string source) => source == MediaSources.Clips ? Clips : Pictures;

    public static Scene? Find(int number) =>
        number < 1 || number > Pictures.Count + Clips.Count ? null
        : number <= Pictures.Count ? Pictures[number - 1]
        : Clips[number - Pictures.Count - 1];
}
