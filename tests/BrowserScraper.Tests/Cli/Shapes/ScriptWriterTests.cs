using BrowserScraper.Cli.Shapes;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Cli.Shapes;

public sealed class ScriptWriterTests : IDisposable
{
    private static readonly SiteShape Shape = SiteShape.Of(null);
    private static readonly NewSite Site = NewSite.Of("acme-orders", []);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_EmptyFolder_WritesScriptAndEmptySettings()
    {
        WrittenScript written = Write();

        Assert.Equal("acme-orders.cs", written.Path);
        Assert.Equal(Shape.For(Site), File.ReadAllText(folder["acme-orders.cs"]));
        Assert.Equal("# acme-orders\nACME_ORDERS_URL=\nACME_ORDERS_USERNAME=\nACME_ORDERS_PASSWORD=''\n", File.ReadAllText(folder[".env"]));
        Assert.True(OperatingSystem.IsWindows()
            || File.GetUnixFileMode(folder[".env"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void Write_FolderForScripts_WritesThere()
    {
        Directory.CreateDirectory(folder["scripts"]);

        Assert.Equal(Path.Combine("scripts", "acme-orders.cs"), Write().Path);
        Assert.True(File.Exists(Path.Combine(folder["scripts"], "acme-orders.cs")));
        Assert.True(File.Exists(folder[".env"]));
    }

    [Theory]
    [InlineData("A=1", "A=1\n\n# acme-orders\n")]
    [InlineData("A=1\n", "A=1\n\n# acme-orders\n")]
    [InlineData("A=1\r\n", "A=1\r\n\r\n# acme-orders\r\n")]
    [InlineData("\uFEFFA=\u00E4\n", "\uFEFFA=\u00E4\n\n# acme-orders\n")]
    public void Write_EnvIsThere_IsKeptAndAddedTo(string before, string beginning)
    {
        File.WriteAllText(folder[".env"], before, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        Assert.Equal(3, Write().Added.Count);
        byte[] after = File.ReadAllBytes(folder[".env"]);
        Assert.StartsWith(beginning, System.Text.Encoding.UTF8.GetString(after), StringComparison.Ordinal);
        Assert.EndsWith(beginning[^1..], System.Text.Encoding.UTF8.GetString(after), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACME_ORDERS_URL=https://acme.example/\n", "ACME_ORDERS_USERNAME=,ACME_ORDERS_PASSWORD=''")]
    [InlineData("  export acme_orders_url = x\nACME_ORDERS_USERNAME=me\nACME_ORDERS_PASSWORD='secret'\n", "")]
    [InlineData("#ACME_ORDERS_URL=\n", "ACME_ORDERS_URL=,ACME_ORDERS_USERNAME=,ACME_ORDERS_PASSWORD=''")]
    public void Write_SomeSettingsStandThere_AddsTheOthers(string before, string added)
    {
        File.WriteAllText(folder[".env"], before);

        Assert.Equal(added, string.Join(',', Write().Added));
        Assert.StartsWith(before, File.ReadAllText(folder[".env"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FileIsThere_RefusesAndChangesNothing()
    {
        File.WriteAllText(folder["acme-orders.cs"], "mine");

        RunStopException refused = Assert.Throws<RunStopException>(Write);
        Assert.Equal(StopReason.BadUsage, refused.Reason);
        Assert.StartsWith("acme-orders.cs is there already", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder["acme-orders.cs"]));
        Assert.False(File.Exists(folder[".env"]));
    }

    [Fact]
    public void Write_EnvInAnotherEncoding_IsLeftAloneAndTold()
    {
        File.WriteAllText(folder[".env"], "A=1\n", System.Text.Encoding.Unicode);
        byte[] before = File.ReadAllBytes(folder[".env"]);

        Assert.Contains("no UTF-8 text", Write().EnvTrouble, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(folder[".env"]));
    }

    [Fact]
    public void Write_EnvIsAFolder_ScriptIsWrittenAndItIsTold()
    {
        Directory.CreateDirectory(folder[".env"]);

        Assert.NotNull(Write().EnvTrouble);
        Assert.True(File.Exists(folder["acme-orders.cs"]));
    }

    private WrittenScript Write() => new ScriptWriter(folder.Root, "scripts").Write(Shape, Site);
}
