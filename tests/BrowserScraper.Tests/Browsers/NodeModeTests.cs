using System.Runtime.Versioning;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Browsers;

[UnsupportedOSPlatform("windows")]
public sealed class NodeModeTests : IDisposable
{
    private const UnixFileMode AsUnpacked = (UnixFileMode)0b111_100_100;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(AsUnpacked, (UnixFileMode)0b111_101_101)]
    [InlineData((UnixFileMode)0b111_100_000, (UnixFileMode)0b111_101_000)]
    [InlineData((UnixFileMode)0b111_000_000, (UnixFileMode)0b111_000_000)]
    [InlineData((UnixFileMode)0b101_101_101, (UnixFileMode)0b101_101_101)]
    public void Open_ByItsOwner_WhoMayReadMayStart(UnixFileMode before, UnixFileMode after)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows no such modes");
        NodeMode.Open(Node(before));

        Assert.Equal(after, File.GetUnixFileMode(folder["node"]));
    }

    [Fact]
    public void Open_NobodyMayStartIt_SaysWhatItsOwnerTypes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows no such modes");
        RunStopException refused = Assert.Throws<RunStopException>(() => NodeMode.Open(Node((UnixFileMode)0b110_100_100)));

        Assert.Equal(StopReason.MachineLacks, refused.Reason);
        Assert.EndsWith($"types: chmod a+x '{folder["node"]}'", refused.Message, StringComparison.Ordinal);
    }

    private string Node(UnixFileMode mode)
    {
        File.WriteAllText(folder["node"], "");
        File.SetUnixFileMode(folder["node"], mode);
        return folder["node"];
    }
}
