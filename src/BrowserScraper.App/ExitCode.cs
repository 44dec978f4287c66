using BrowserScraper.Items;

namespace BrowserScraper.App;

/// <summary>What the process ends with; documented in the help text and docs/operating.md.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failures = 1;
    public const int BadUsage = 2;
    public const int SignInRefused = 3;
    public const int TimeLimit = 4;
    public const int MachineLacks = 5;
    public const int Fault = 6;
    public const int Left = 7;
    public const int Interrupted = 130;

    public static int Of(StopReason reason) => reason switch
    {
        StopReason.BadUsage => BadUsage,
        StopReason.SignInRefused => SignInRefused,
        StopReason.TimeLimit => TimeLimit,
        StopReason.MachineLacks => MachineLacks,
        StopReason.Fault => Fault,
        StopReason.Interrupted => Interrupted,
        _ => Failures,
    };
}
