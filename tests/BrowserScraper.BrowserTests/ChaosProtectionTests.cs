using BrowserScraper.BrowserTests.Harness;

namespace BrowserScraper.BrowserTests;

/// <summary>The chaos command notices where a protection is switched off.</summary>
public sealed class ChaosProtectionTests
{
    [Theory]
    [InlineData("portal", "MAX_SIGN_INS=0", "GAVE UP after 'the portal restarts': exit code 3: .* raise MAX_SIGN_INS")]
    [InlineData("freeze", "ITEM_TIMEOUT=3600,REQUEST_TIMEOUT=3600", "GAVE UP after 'the browser freezes': nothing was served for 30 s")]
    public async Task Chaos_ProtectionSwitchedOff_SaysThatTheRunGaveUp(string kind, string settings, string said)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs signals");
        using CliFolder folder = new();
        string[] set = [.. settings.Split(',').SelectMany(setting => new[] { "--set", setting })];
        using CliProcess chaos = CliProcess.StartChaos(
            folder, ["--items", "20", "--kills", "1", "--kinds", kind, "--patience", "30", .. set]);
        await chaos.ExitAsync();

        chaos.AssertExit(1);
        Assert.Matches(said, chaos.Output);
        Assert.Matches("\nFAIL: .*1 of the disturbances made a run give up.* [(]exit code 1[)]$", chaos.Output.TrimEnd());
        await folder.Processes.AllGoneAsync();
        Assert.Empty(ChaosTests.Folders(folder));
    }
}
