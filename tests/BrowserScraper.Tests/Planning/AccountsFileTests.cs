using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Sites;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Planning;

public sealed class AccountsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_AccountsAndRemarks_AreTheAccounts() => Assert.Equal(
        [new SiteAccount("anna", "one, two"), new SiteAccount("bert", "three")],
        Read("# who signs in\n\nanna, one, two\n bert ,three\n"));

    [Theory]
    [InlineData("anna,hunter2\nanna,hunter3", "line 2")]
    [InlineData("anna hunter2", "line 1")]
    [InlineData("# anna\n,hunter2", "line 2")]
    [InlineData("anna,", "line 1")]
    public void Read_WrongLine_IsNamedWithoutItsPassword(string text, string line)
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => Read(text));

        Assert.StartsWith($"SITE_ACCOUNTS: {line} of {folder["accounts"]} is wrong;", stop.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoAccount_IsRefused() => Assert.Equal(
        $"SITE_ACCOUNTS: {folder["accounts"]} holds no account", Assert.Throws<RunStopException>(() => Read("# none\n")).Message);

    private IReadOnlyList<SiteAccount> Read(string text)
    {
        File.WriteAllText(folder["accounts"], text);
        return AccountsFile.Read(folder["accounts"], "SITE_ACCOUNTS");
    }
}
