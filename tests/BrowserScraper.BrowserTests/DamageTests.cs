using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;

namespace BrowserScraper.BrowserTests;

/// <summary>A damaged checkpoint costs no file, and is kept for whoever wants to look.</summary>
public sealed class DamageTests
{
    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    public async Task Run_DamagedCheckpoint_GoesOnAndNamesWhatItSetAside(string damage)
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(6);
        (await CliProcess.RunAsync(portal, folder)).AssertExit(0);
        Damage(Path.Combine(folder.Job.Root, "checkpoint.json"), damage);
        using CliProcess run = await CliProcess.RunAsync(portal, folder);

        run.AssertNoStackTrace();
        run.AssertExit(0);
        string aside =
            Assert.Single(
                Directory.EnumerateFiles(folder.Job.Root), file => Path.GetFileName(file)
                .StartsWith("checkpoint.json.", StringComparison.Ordinal));
        Assert.Contains(
            run.Output.Split('\n'), line => line.Contains("was damaged", StringComparison.Ordinal)
            && line.Contains(Path.GetFileName(aside), StringComparison.Ordinal));
        Assert.Equal(6, portal.Stickers()); // what lies there and verifies is not fetched again
        folder.Job.AssertHolds(portal, portal.Vins());
    }

    private static void Damage(string path, string how)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, how == "cut" ? bytes[..(bytes.Length / 2)] : bytes);
    }
}
