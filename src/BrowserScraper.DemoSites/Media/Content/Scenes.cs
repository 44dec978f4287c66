namespace BrowserScraper.DemoSites.Media.Content;

/// <summary>What there is to be found.</summary>
internal static class Scenes
{
    /// <summary>Mostly JPEG, as on real sites.</summary>
    public static IReadOnlyList<Scene> Pictures { get; } =
    [
        new(1, MediaKind.Jpeg, "Sailing boats"),
        new(2, MediaKind.Png, "Green hills"),
        new(3, MediaKind.Jpeg, "Evening dunes"),
        new(4, MediaKind.Jpeg, "Night lake"),
        new(5, MediaKind.Jpeg, "City lights"),
        new(6, MediaKind.Jpeg, "Winter pines"),
        new(7, MediaKind.Jpeg, "Smoking volcano"),
        new(8, MediaKind.Jpeg, "Old lighthouse"),
        new(9, MediaKind.Jpeg, "Red mesas"),
        new(10, MediaKind.Jpeg, "Forest path"),
        new(11, MediaKind.Jpeg, "Two balloons"),
        new(12, MediaKind.Jpeg, "Palm island"),
        new(13, MediaKind.Jpeg, "Canyon sunset"),
        new(14, MediaKind.Jpeg, "Northern lights"),
        new(15, MediaKind.Png, "Paper mountains"),
        new(16, MediaKind.Png, "Glazed tiles"),
        new(17, MediaKind.Jpeg, "Fields and river"),
        new(18, MediaKind.WebP, "Coral garden"),
        new(19, MediaKind.WebP, "Tulip rows"),
        new(20, MediaKind.WebP, "Moon over roofs"),
    ];

    public static IReadOnlyList<Scene> Clips { get; } =
    [
        new(21, MediaKind.Mp4, "Long waves"),
        new(22, MediaKind.Mp4, "Balloon ride"),
        new(23, MediaKind.Mp4, "Night train"),
        new(24, MediaKind.Mp4, "Walk in the rain"),
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
