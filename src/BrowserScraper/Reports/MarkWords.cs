namespace BrowserScraper.Reports;

/// <summary>How marks are named, and which of them have room on the timeline.</summary>
internal static class MarkWords
{
    /// <summary>In the axis' units: about the width of a letter.</summary>
    private const double Room = 14;

    public static string Name(MarkKind kind) => kind switch
    {
        MarkKind.SignIn => "Sign-in",
        MarkKind.Renewal => "Browser renewed",
        MarkKind.Recovery => "Recovery",
        MarkKind.Away => "Site away",
        _ => "Told to stop",
    };

    public static string Letter(MarkKind kind) => kind switch
    {
        MarkKind.SignIn => "S",
        MarkKind.Renewal => "R",
        MarkKind.Recovery => "!",
        MarkKind.Away => "A",
        _ => "X",
    };

    public static IEnumerable<TimelineMark> ApartEnough(IEnumerable<TimelineMark> marks, TimeAxis axis)
    {
        double last = double.NegativeInfinity;
        foreach (TimelineMark mark in marks.OrderBy(mark => mark.Start))
        {
            if (axis.X(mark.Start) - last >= Room)
            {
                last = axis.X(mark.Start);
                yield return mark;
            }
        }
    }
}
