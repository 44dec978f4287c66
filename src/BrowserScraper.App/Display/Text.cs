using BrowserScraper.Items;

namespace BrowserScraper.App.Display;

/// <summary>Numbers and times as people read them.</summary>
internal static class Text
{
    private const int LongestTitle = 60;
    private const double Mebi = 1024 * 1024;

    public static string Duration(TimeSpan time) =>
        time.TotalHours >= 100 ? $"{time.TotalDays:0.0} days" : $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}";

    public static string Seconds(double seconds) => seconds < 120 ? $"{seconds:0.00} s" : Duration(TimeSpan.FromSeconds(seconds));

    public static string Items(int count) => Counted.Of(count, "item");

    public static string Pages(int count) => Counted.Of(count, "page");

    /// <summary>An item as people know it, such as <c>KEY (its title)</c>.</summary>
    public static string Named(string key, string? title) =>
        string.IsNullOrWhiteSpace(title) || title == key ? key : $"{key} ({Cut(title, LongestTitle)})";

    public static string Megabytes(long? bytes) => bytes is { } known ? $"{known / Mebi:0} MB" : "not known here";

    public static string Size(long bytes) => bytes < 1_000_000 ? $"{bytes / 1024.0:0} KB" : $"{bytes / Mebi:0.0} MB";

    public static string Bar(int part, int whole, int width)
    {
        int filled = whole == 0 ? 0 : (int)Math.Min(width, (long)part * width / whole);
        return $"[{new string('#', filled)}{new string('-', width - filled)}]";
    }

    public static string Cut(string text, int width)
    {
        string line = OneLine.Of(text);
        return line.Length <= width ? line : width < 4 ? line[..width] : $"{line[..(width - 3)]}...";
    }
}
