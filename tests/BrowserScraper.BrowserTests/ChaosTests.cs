using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;

namespace BrowserScraper.BrowserTests;

/// <summary>The chaos command in its short form.</summary>
public sealed partial class ChaosTests
{
    [Fact]
    public async Task Chaos_EveryKindThatThisMachineHas_LosesNothingAndRepeatsNothing()
    {
        using CliFolder folder = new();
        using CliProcess chaos = CliProcess.StartChaos(folder, "--items", "60", "--kills", "15", "--seed", "1");
        await chaos.ExitAsync();

        chaos.AssertExit(0);
        chaos.AssertNoStackTrace();
        string[] last = chaos.Output.TrimEnd().Split('\n')[^2..];
        Assert.Equal(("lost=0 twice=0 half=0 wrong=0", "PASS"), (last[0], last[1].Split(':')[0]));
        Assert.Equal(15, StrikeLine().Count(chaos.Output));
        await folder.Processes.AllGoneAsync();
        Assert.Empty(Folders(folder));
    }

    [Fact]
    public async Task Chaos_Interrupted_LeavesNothingBehind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals a process group");
        using CliFolder folder = new();
        using CliProcess chaos = CliProcess.StartChaos(folder, "--items", "60", "--kills", "15");
        await Until.TrueAsync(() => chaos.HasExited || StrikeLine().Count(chaos.Output) >= 3, "three disturbances");
        await chaos.InterruptGroupAsync();
        await chaos.ExitAsync();

        chaos.AssertExit(130);
        chaos.AssertNoStackTrace();
        await folder.Processes.AllGoneAsync();
        Assert.Empty(Folders(folder));
    }

    internal static string[] Folders(CliFolder folder) => Directory.GetDirectories(folder.Root, "browserscraper-*");

    [GeneratedRegex("^[0-9:]+ [|] +[0-9]+ of 15 ", RegexOptions.Multiline)]
    private static partial Regex StrikeLine();
}
