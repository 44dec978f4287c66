namespace BrowserScraper.Reports;

/// <summary>Numbers and times as people read them.</summary>
internal static class Words
{
    public static string Duration(double seconds) => seconds switch
    {
        < 10 => $"{seconds:0.00} s",
        < 60 => $"{seconds:0.0} s",
        < 3600 => $"{(int)seconds / 60} min {(int)seconds % 60:00} s",
        _ => $"{(int)seconds / 3600} h {(int)seconds % 3600 / 60:00} min",
    };

    /// <summary>A place in the run, such as <c>1:05:00</c>.</summary>
    public static string Clock(double seconds)
    {
        int whole = (int)Math.Round(seconds);
        return whole < 3600 ? $"{whole / 60}:{whole % 60:00}" : $"{whole / 3600}:{whole % 3600 / 60:00}:{whole % 60:00}";
    }

    public static string Megabytes(double bytes) => $"{bytes / 1_048_576:#,0} MB";

    public static string Size(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes:N0} bytes",
        < 1_048_576 => $"{bytes / 1024.0:#,0} KB",
        _ => $"{bytes / 1_048_576.0:#,0.0} MB",
    };

    public static string Time(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";

    public static string Count(int number, string one, string? many = null) => $"{number:N0} {(number == 1 ? one : many ?? $"{one}s")}";
}
