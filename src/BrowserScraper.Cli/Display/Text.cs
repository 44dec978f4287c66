namespace BrowserScraper.Cli.Display;

/// <summary>Numbers and times as people read them.</summary>
internal static class Text
{
    private const double Mebi = 1024 * 1024;

    public static string Duration(TimeSpan time) => time.TotalHours >= 100 ? $"{time.TotalDays:0.0} days" : $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}";

    public static string Seconds(double seconds) => seconds < 120 ? $"{seconds:0.00} s" : Duration(TimeSpan.FromSeconds(seconds));

    public static string Megabytes(long? bytes) => bytes is { } known ? $"{known / Mebi:0} MB" : "not known here";

    public static string Bar(int part, int whole, int width)
    {
        int filled = whole == 0 ? 0 : (int)Math.Min(width, (long)part * width / whole);
        return $"[{new string('#', filled)}{new string('-', width - filled)}]";
    }

    public static string Cut(string text, int width) => text.Length <= width ? text : width < 4 ? text[..width] : $"{text[..(width - 3)]}...";
}
