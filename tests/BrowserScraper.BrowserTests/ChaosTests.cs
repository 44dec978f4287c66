using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;

namespace BrowserScraper.BrowserTests;

/// <summary>The chaos command in its short form, and that it notices where a protection is switched off.</summary>
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

    [Theory]
    [InlineData("portal", "MAX_SIGN_INS=0", "GAVE UP after 'the portal restarts': exit code 3: .* raise MAX_SIGN_INS")]
    [InlineData("freeze", "ITEM_TIMEOUT=3600,REQUEST_TIMEOUT=3600", "GAVE UP after 'the browser freezes': nothing was served for 12 s")]
    public async Task Chaos_ProtectionSwitchedOff_SaysThatTheRunGaveUp(string kind, string settings, string said)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs signals");
        using CliFolder folder = new();
        string[] set = [.. settings.Split(',').SelectMany(setting => new[] { "--set", setting })];
        using CliProcess chaos = CliProcess.StartChaos(folder, ["--items", "20", "--kills", "1", "--kinds", kind, "--patience", "12", .. set]);
        await chaos.ExitAsync();

        chaos.AssertExit(1);
        Assert.Matches(said, chaos.Output);
        Assert.Matches("\nFAIL: .*1 of the disturbances made a run give up.* [(]exit code 1[)]$", chaos.Output.TrimEnd());
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

    private static string[] Folders(CliFolder folder) => Directory.GetDirectories(folder.Root, "browserscraper-*");

    [GeneratedRegex("^[0-9:]+ [|] +[0-9]+ of 15 ", RegexOptions.Multiline)]
    private static partial Regex StrikeLine();
}
