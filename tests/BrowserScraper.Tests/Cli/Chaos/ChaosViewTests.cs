using BrowserScraper.Cli.Chaos;

namespace BrowserScraper.Tests.Cli.Chaos;

public sealed class ChaosViewTests
{
    private static readonly Findings None = new([], [], [], []);

    [Fact]
    public void Verdict_NothingIsWrong_IsPass() => Assert.Equal(
        "PASS: 2 disturbances, and nothing is lost, twice, half or wrong (exit code 0)", ChaosView.Verdict(Result(kills: 2)));

    [Fact]
    public void Verdict_SomethingIsWrong_IsFailAndSaysEverything()
    {
        ChaosResult result = Result(kills: 2) with { Planned = 3, Findings = None with { Lost = ["A"] } };
        result.Strikes[0].GaveUp = "exit code 3";

        Assert.Equal(
            "FAIL: lost=1 twice=0 half=0 wrong=0; 1 of the disturbances made a run give up; only 2 of 3 disturbances took place (exit "
                + "code 1)",
            ChaosView.Verdict(result));
    }

    [Fact]
    public void NeverStruck_EachKindThatDidNotTakePlace_HasItsReason()
    {
        ChaosOptions options =
            new("dealer-inventory", 60, 3, 1, [.. Disturbances.All.Take(4)], [], TimeSpan.FromSeconds(1), Keep: false)
                { LeftOut = ["disk (the disk fills up): needs root"] };
        ChaosResult result = Result(kills: 3)
            with { Strikes = [.. Result(kills: 3).Strikes.Where(strike => strike.Planned.Disturbance.Name == "harness")] };

        Assert.Equal(
            [
                "disk (the disk fills up): needs root",
                "sigterm (SIGTERM of the harness), browser (kill -9 of the browser): "
                    + "the job was over, or its run gave up, before their turn",
                "renderer (kill -9 of a renderer): 3 disturbances are too few for 4 kinds (--kills)",
            ],
            ChaosView.NeverStruck(result, options));
    }

    private static ChaosResult Result(int kills) => new(
        kills, [.. PlannedStrike.Plan([.. Disturbances.All.Take(4)], items: 60, kills, seed: 1)
            .Select(planned => new Strike(planned, DateTimeOffset.UnixEpoch))],
        None, Starts: 3, Items: 60, FilesServed: 60, LeftBehind: 0, TimeSpan.FromSeconds(1));
}
